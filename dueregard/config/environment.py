"""Reads the settings' variables. What is secret may lie in a file instead: NAME_FILE says where, and NAME stays unset.

An environment is seen by every program that a service starts; a file is seen by whom its mode lets. Which variables
there are is `settings.py`'s.
"""

import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

LARGEST = 64 * 1024  # bytes; a secret is one line


class VariablesAndFiles(MutableMapping[str, str]):
    """The environment, in which NAME_FILE gives NAME. The end of the file's last line is no part of the value."""

    def __getitem__(self, name: str) -> str:
        place = os.environ.get(f"{name}_FILE", "")
        if not place:
            return os.environ[name]
        if name in os.environ:
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Unset one of them.")
        return _words_of(f"{name}_FILE", Path(place))

    def __setitem__(self, name: str, value: str) -> None:
        os.environ[name] = value

    def __delitem__(self, name: str) -> None:
        del os.environ[name]

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)


class Environment(environ.Env):  # type: ignore[misc]
    """Typed settings, from variables or from files that variables name."""

    ENVIRON = VariablesAndFiles()


def _words_of(name: str, place: Path) -> str:
    """Return what a file says. Raises: ImproperlyConfigured, with a sentence that holds none of it."""
    try:
        with place.open("rb") as file:
            content = file.read(LARGEST + 1)
        words = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"{name} names {place}, which cannot be read ({type(fault).__name__}).") from None
    if len(content) > LARGEST:
        raise ImproperlyConfigured(f"{name} names {place}, which is larger than a setting may be.")
    return words.removesuffix("\n").removesuffix("\r")
