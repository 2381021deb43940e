"""The things that wait, one of each kind, as the tests of their apps make them (`MAKE` in tests/…/waits.py)."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from tests.people import Cast

Make = Callable[[Cast], str]


def makers() -> Mapping[str, Make]:
    """Return how to make one of each kind; each returns words that its line in the list must have."""
    names = [app.replace("dueregard.", "tests.", 1) + ".waits" for app in settings.OWN_APPS]
    found: dict[str, Make] = {}
    for name in names:
        if _is_there(name):
            found.update(import_module(name).MAKE)
    return found


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
