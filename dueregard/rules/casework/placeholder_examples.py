"""What each placeholder becomes in a request, with an example, for whoever writes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.rules.casework.wording import (
    NO_WORDS,
    PLACEHOLDERS,
    CaseFacts,
    LetterTemplate,
    MissingFact,
    fill_letter,
    unknown_placeholders,
)
from dueregard.rules.law.laws import BodyKind, Law, Nation

# These are made of what the person is writing just now.
_WRITTEN = frozenset({"questions", "subject", "typed", "grounds", "case_so_far", "still_dissatisfied"})
_SAMPLE = CaseFacts(today=date(2026, 7, 14))
MOST = 80  # signs of an example


@dataclass(frozen=True, slots=True)
class Example:
    """One placeholder, what it stands for, and what a body would read."""

    name: str
    meaning: str
    example: str


def request_examples(words: Mapping[str, str] = NO_WORDS) -> tuple[Example, ...]:
    """Return the placeholders that have a value when a request is sent; `words` are the pack's own."""
    found = []
    for name, meaning in (*PLACEHOLDERS.items(), *((name, "a word from the campaign pack") for name in words)):
        filled = "" if name in _WRITTEN else _filled(name, words)
        if filled:
            found.append(Example(name, meaning, filled if len(filled) <= MOST else f"{filled[: MOST - 1]}…"))
    return tuple(found)


def wrong_placeholders(subject: str, text: str, words: Mapping[str, str] = NO_WORDS) -> tuple[tuple[int, str], ...]:
    """Return what is wrong with a request's placeholders: its line (0: the subject) and a sentence, in order."""
    known = {one.name for one in request_examples(words)}
    wrong = [(one.line, one.says) for one in unknown_placeholders(LetterTemplate(subject, text), words)]
    for at, line in enumerate((subject, *text.splitlines())):
        wrong += [
            (at, f"{f'Line {at}' if at else 'Subject'}: {{{name}}} ({PLACEHOLDERS[name]}) has no value in a request.")
            for name in PLACEHOLDERS
            if name not in known and f"{{{name}}}" in line
        ]
    return tuple(sorted(wrong))


def _filled(name: str, words: Mapping[str, str]) -> str:
    try:
        letter = fill_letter(
            template=LetterTemplate("", f"{{{name}}}"),
            body_name="University of Northport",
            law=Law.FOIA,
            nation=Nation.ENGLAND,
            kind=BodyKind.UNIVERSITY,
            signature="Asha Example",
            reference="DR-1A2B3C4D",
            facts=_SAMPLE,
            words=words,
        )
    except MissingFact:
        return ""
    return " ".join(letter.text.split())
