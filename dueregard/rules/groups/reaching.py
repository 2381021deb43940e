"""How a group says it can be reached: an e-mail address or a web address of its own, never a person's telephone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST = 300
_MAIL = re.compile(r"[^\s@<>\"',;:]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,24}")


class NotAnAddress(ValueError):
    """Neither an e-mail address nor a web address; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Reach:
    """An address as a page shows it: its words, and where they lead."""

    words: str
    href: str


def read_reach(typed: str) -> str:
    """Return an e-mail address, or a web address that begins with https://. Raises: NotAnAddress"""
    text = typed.strip()
    if _MAIL.fullmatch(text):
        return text
    if "@" not in text and " " not in text and text:
        whole = text if "://" in text else f"https://{text}"
        try:
            parts = urlsplit(whole)
        except ValueError:
            parts = None
        if parts and parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not parts.username:
            return whole
    raise NotAnAddress("Give one e-mail address or one web address of the group, such as northport@example.org.")


def reach_of(stored: str) -> Reach:
    """Return how a stored address is shown."""
    if "://" in stored:
        parts = urlsplit(stored)
        return Reach(f"{parts.netloc}{parts.path}".rstrip("/"), stored)
    return Reach(stored, f"mailto:{stored}")
