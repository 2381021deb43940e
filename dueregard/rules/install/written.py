"""The form of two kinds of files: answers, one a line, and settings as systemd reads them (EnvironmentFile).

Source: systemd.exec(5), EnvironmentFile=.
"""

import re

_SETTING = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class NotAnswers(Exception):
    """A line of an answers file is not `name = value`."""


def answers_in(text: str) -> dict[str, str]:
    """Return what an answers file says: a line `name = value` each; # begins a line that is only for people.

    Raises: NotAnswers
    """
    told: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line.strip()
        if not plain or plain.startswith("#"):
            continue
        name, is_there, value = plain.partition("=")
        if not is_there or not name.strip():
            raise NotAnswers(f"Line {number} is “{plain}”: write name = value, like name = desk.northport.example.")
        if name.strip() in told:
            raise NotAnswers(f"Line {number} answers {name.strip()} a second time. Leave one of the two.")
        told[name.strip()] = value.strip()
    return told


def answers_written(told: dict[str, str]) -> str:
    """Return an answers file."""
    return "".join(f"{name} = {value}\n" for name, value in told.items())


def setting(name: str, value: str) -> str:
    """Return a line of a settings file. systemd puts nothing in the place of $ there."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}="{escaped}"'


def settings_in(text: str) -> dict[str, str]:
    """Return what a settings file sets, as systemd would hand it to a program; the last of two lines counts."""
    told: dict[str, str] = {}
    for line in re.sub(r"\\\n", "", text).splitlines():
        found = _SETTING.fullmatch(line.strip())
        if found and not line.lstrip().startswith(("#", ";")):
            told[found[1]] = _plain(found[2].strip())
    return told


def _plain(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1]
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPED.sub(r"\1", value[1:-1])
    return _ESCAPED.sub(r"\1", value)
