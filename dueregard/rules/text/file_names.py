"""Decides how the name of a stranger's file is kept: never as a path, and without what cannot be shown. Pure."""

import re
import unicodedata

LONGEST = 255
# Control characters, marks that turn the direction of writing ("fdp.exe" shown as "exe.pdf"), and broken characters.
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAMELESS = "file without a name"


def plain_name(name: str) -> str:
    """Return the last part of a name, NFC, at most 255 characters with its ending kept; never empty."""
    last = re.split(r"[/\\]", UNSHOWABLE.sub("", unicodedata.normalize("NFC", UNSHOWABLE.sub("", name))))[-1].strip()
    if last in {"", ".", ".."}:
        return NAMELESS
    if len(last) <= LONGEST:
        return last
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 10:
        return last[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
