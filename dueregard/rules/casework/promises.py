"""Finds the sentence of a letter that promises reasons or an explanation where none follows.

`wording` promises only what it fills in; but a person may take the reasons out again, or write none.
"""

import re
from collections.abc import Sequence

_PROMISE = re.compile(
    r"(?<![^.\n])[^.\n]*\b(?:for the reasons (?:below|that follow)|for the following reasons|set out below|"
    r"here is what you asked for)\b[^.\n]*\.?",
    re.IGNORECASE,
)
_END = re.compile(r"yours\b|kind regards|regards\b|our reference:", re.IGNORECASE)


def promises(text: str) -> bool:
    """Tell whether a letter promises reasons or an explanation at all."""
    return any(_PROMISE.search(paragraph) for paragraph in _paragraphs(text))


def empty_promise(text: str, plain: str) -> str:
    """Return the sentence that promises what does not follow before the letter ends; empty where all is well.

    `plain` is the same letter as the pack fills it in with nothing added: those paragraphs are nobody's reasons.
    """
    paragraphs, known = _paragraphs(text), set(_paragraphs(plain))
    for at, paragraph in enumerate(paragraphs):
        promise = _PROMISE.search(paragraph)
        if promise and not _rest(paragraph, promise.end()) and not _own(paragraphs[at + 1 :], known):
            return promise.group().strip()
    return ""


def _rest(paragraph: str, end: int) -> str:
    return paragraph[end:].strip(" .:")


def _own(paragraphs: Sequence[str], known: set[str]) -> bool:
    for paragraph in paragraphs:
        if _END.match(paragraph):
            return False
        if paragraph not in known:
            return True
    return False


def _paragraphs(text: str) -> list[str]:
    return [words for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if (words := " ".join(part.split()))]
