"""Fills in a letter template for one body under its own law, as plain text wrapped for e-mail.

Preview and sending both call `fill_letter`, so what a person read is what is sent. The pack (or the group) writes the
templates; other rules decide which letter comes next and when a body is late.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType

from dueregard.rules.casework.letter_check import Advice, check_letter
from dueregard.rules.casework.letter_sentences import (
    case_so_far,
    late_sentence,
    law_paragraphs,
    long_date,
    review_reason,
    still_dissatisfied,
)
from dueregard.rules.casework.same_question import same_question
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.law.words import LAW_WORDS, YOUR_BODY
from dueregard.rules.text.wrapping import wrap_for_mail

__all__ = [
    "PLACEHOLDERS",
    "Advice",
    "CaseFacts",
    "FilledLetter",
    "LetterTemplate",
    "MissingFact",
    "NoWordingForLaw",
    "UnknownPlaceholders",
    "check_letter",
    "fill_letter",
    "same_question",
    "unfold",
    "unknown_placeholders",
]

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LIST_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)]|\([a-z0-9]{1,3}\)|[a-z][.)])\s")
# Values that are templates themselves; they may use every placeholder except these.
_NESTED = frozenset({"questions", "subject", "grounds"})
NO_WORDS: Mapping[str, str] = MappingProxyType({})

# What a template may write between braces, and what it becomes. docs/reference/pack.md is compared with this by a test.
PLACEHOLDERS: Mapping[str, str] = {
    "body": "the public body's name",
    "your_body": "how to address it: your council, your university",
    "nation": "the body's nation, in words",
    "law_name": "the law's title and year",
    "law_short": "the law's usual abbreviation",
    "the_law": "the Act, or the Regulations",
    "section_request": "the section that gives the right to ask",
    "section_time": "the section that sets the time limit",
    "section_format": "the section on the form of the answer",
    "section_help": "the section on the duty to advise and assist",
    "section_refusal": "the section on what a refusal must say",
    "section_public_interest": "the section with the public interest test",
    "section_cost": "the section with the cost limit; empty where there is none",
    "section_review": "the section on reviews",
    "section_complaint": "the section on complaints to the regulator",
    "exemption": "exemption or exception, as the law says",
    "review_name": "internal review, review or reconsideration",
    "review_time": "how long the body has for it",
    "opening": "the sentence that makes the letter a request under the law",
    "format_wish": "the paragraph that asks for electronic copies",
    "help_wish": "the paragraph on advice and assistance, and on cost where there is a limit",
    "refusal_wish": "the paragraph on what a refusal must contain",
    "questions": "the questions of the campaign",
    "subject": "the request's subject",
    "reference": "our reference",
    "reference_line": "a line with our reference; empty when there is none",
    "their_reference": "the body's reference",
    "their_reference_line": "a line with the body's reference; empty when there is none",
    "signature": "the name that signs",
    "postal_address": "the group's postal address; empty when it has none",
    "today": "the day of the letter",
    "requested_on": "the day the request was sent",
    "received_on": "the day the body received it (day 0)",
    "due_on": "the last day for the answer",
    "due_because": "how that day is counted, in words",
    "date_passed": "a sentence saying that a date has passed; called a legal deadline only where it is one",
    "review_reason": "why a review is asked for: an unsatisfactory answer, or silence",
    "still_dissatisfied": "after a review: that the matter is not settled, and whether reasons follow",
    "case_so_far": "the days of the case as a list, from the request to the review's outcome",
    "answered_on": "the day of the answer that is challenged",
    "review_asked_on": "the day the review was asked for",
    "review_answered_on": "the day of the review's outcome",
    "regulator": "the regulator's name, from the site's settings",
    "typed": "what the person typed",
    "grounds": "the arguments chosen, one after another",
}


class UnknownPlaceholders(ValueError):
    """A template uses placeholders that do not exist; `problems` names each with its line."""

    def __init__(self, problems: tuple[Misspelling, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.says for problem in problems))


class MissingFact(ValueError):
    """A template uses a placeholder for which this case has no value yet."""

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        super().__init__(
            f"Line {line}: {{{name}}} ({PLACEHOLDERS.get(name, 'a word from the pack')}) is not known yet."
        )


class NoWordingForLaw(ValueError):
    """There are no letters under this law: a subject access letter is private and is never sent from here."""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """One placeholder that does not exist. Lines count from 1; line 0 is the subject."""

    name: str
    line: int
    meant: str = ""

    @property
    def advice(self) -> str:
        """The problem as a sentence that says what to do."""
        to_do = f"Did you mean {{{self.meant}}}?" if self.meant else "Remove it, or choose one from the list."
        return f"{{{self.name}}} is not a placeholder. {to_do}"

    @property
    def says(self) -> str:
        """The problem with its place."""
        return f"{f'Line {self.line}' if self.line else 'Subject'}: {self.advice}"


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter with placeholders. Each line of `text` is a paragraph; see `unfold` for text wrapped in a file."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of the case. Dates are UK calendar dates; a template cannot use what is left out.

    `subject` and `questions` are the campaign's and may use placeholders themselves, as may each of `grounds`.
    `due_source` names the section; `due_is_law` is false where the date is only a regulator's or a code's guidance.
    """

    subject: str = ""
    questions: str = ""
    today: date | None = None
    requested_on: date | None = None
    received_on: date | None = None
    due_on: date | None = None
    due_source: str = ""
    due_because: str = ""
    due_is_law: bool = True
    answered_on: date | None = None
    review_asked_on: date | None = None
    review_answered_on: date | None = None
    their_reference: str = ""
    regulator: str = ""
    typed: str = ""
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter ready to send: one-line subject, text wrapped for mail (send it with format=flowed)."""

    subject: str
    text: str


NO_FACTS = CaseFacts()


def fill_letter(
    *,
    template: LetterTemplate,
    body_name: str,
    law: Law,
    nation: Nation | None,
    kind: BodyKind,
    signature: str,
    postal_address: str = "",
    reference: str = "",
    facts: CaseFacts = NO_FACTS,
    words: Mapping[str, str] = NO_WORDS,
) -> FilledLetter:
    """Fill in a template for one body. `nation` is None for a UK-wide body; `words` are the pack's own for that nation.

    A line that has only placeholders and comes out empty is left out. Values are never searched for placeholders, so
    nothing that a person typed can be filled in by mistake.

    Raises: UnknownPlaceholders, MissingFact, NoWordingForLaw
    """
    if law not in LAW_WORDS:
        raise NoWordingForLaw(f"There are no letters under {law.label}.")
    inner_names = (PLACEHOLDERS.keys() - _NESTED) | words.keys()
    values: dict[str, str | None] = {
        **words,
        **_law_values(law, facts),
        **_case_values(facts),
        "body": body_name,
        "your_body": YOUR_BODY.get(kind, "your organisation"),
        "nation": nation.label if nation else "the United Kingdom",
        "reference": reference or None,
        "reference_line": f"Our reference: {reference}" if reference else "",
        "signature": signature or None,
        "postal_address": postal_address,
    }
    values["questions"] = _fill(facts.questions, values, inner_names) or None
    values["subject"] = _one_line(_fill(facts.subject, values, inner_names)) or None
    values["grounds"] = "\n\n".join(_fill(ground, values, inner_names) for ground in facts.grounds)
    names = PLACEHOLDERS.keys() | words.keys()
    problems = unknown_placeholders(template, words)
    if problems:
        raise UnknownPlaceholders(problems)
    return FilledLetter(
        subject=_one_line(_fill(template.subject, values, names)),
        text=wrap_for_mail(_fill(template.text, values, names)) + "\n",
    )


def unfold(text: str) -> str:
    """Join the wrapped lines of a file into paragraphs.

    List items, lines with only placeholders and lines that end in a backslash stay on their own line.
    """
    rows: list[str] = []
    is_open = False
    for line in (row.strip() for row in text.strip().splitlines()):
        stands_alone = not line or not _PLACEHOLDER.sub("", line).strip()
        if is_open and not stands_alone and not _LIST_ITEM.match(line):
            rows[-1] = f"{rows[-1]} {line}"
        else:
            rows.append(line)
        is_open = not stands_alone and not line.endswith("\\")
    return "\n".join(row.removesuffix("\\").rstrip() for row in rows)


def unknown_placeholders(template: LetterTemplate, words: Mapping[str, str] = NO_WORDS) -> tuple[Misspelling, ...]:
    """Return the placeholders of a template that do not exist, in order, each with its line (0: the subject)."""
    names = PLACEHOLDERS.keys() | words.keys()
    lines = [template.subject, *template.text.splitlines()]
    return tuple(problem for at, line in enumerate(lines) for problem in _misspelt(line, at, names))


def _misspelt(line: str, at: int, names: Set[str]) -> list[Misspelling]:
    strange = [name for name in _PLACEHOLDER.findall(line) if name not in names]
    return [Misspelling(name, at, next(iter(difflib.get_close_matches(name, names, 1)), "")) for name in strange]


def _law_values(law: Law, facts: CaseFacts) -> dict[str, str | None]:
    said = LAW_WORDS[law]
    date_passed = None
    if facts.due_on:
        date_passed = late_sentence(due_on=facts.due_on, source=facts.due_source, is_law=facts.due_is_law, words=said)
    reason = None
    if facts.requested_on and facts.received_on and (facts.answered_on or date_passed):
        reason = review_reason(
            requested_on=facts.requested_on,
            received_on=facts.received_on,
            answered_on=facts.answered_on,
            date_passed=date_passed or "",
            words=said,
            has_reasons=_has_reasons(facts),
        )
    return {
        **{name: value for name, value in asdict(said).items() if isinstance(value, str)},
        "law_name": said.name,
        "law_short": said.short,
        "the_law": said.called,
        "date_passed": date_passed,
        "review_reason": reason,
        "still_dissatisfied": still_dissatisfied(has_reasons=_has_reasons(facts)),
        **law_paragraphs(said),
    }


def _has_reasons(facts: CaseFacts) -> bool:
    return bool(facts.typed.strip() or any(ground.strip() for ground in facts.grounds))


def _case_values(facts: CaseFacts) -> dict[str, str | None]:
    days = ("today", "requested_on", "received_on", "due_on", "answered_on", "review_asked_on", "review_answered_on")
    theirs = facts.their_reference
    return {
        **{name: long_date(day) if (day := getattr(facts, name)) else None for name in days},
        "case_so_far": case_so_far(
            (
                ("Request sent", facts.requested_on),
                ("Request received", facts.received_on),
                ("Answer", facts.answered_on),
                ("Review asked for", facts.review_asked_on),
                ("Outcome of the review", facts.review_answered_on),
            )
        ),
        "due_because": facts.due_because,
        "their_reference": theirs or None,
        "their_reference_line": f"Your reference: {theirs}" if theirs else "",
        "regulator": facts.regulator or None,
        "typed": facts.typed.strip(),
    }


def _fill(text: str, values: Mapping[str, str | None], names: Set[str]) -> str:
    """Fill in every line. Raises: UnknownPlaceholders, MissingFact"""
    filled: list[str] = []
    for at, line in enumerate(text.strip("\n").splitlines(), start=1):
        problems = _misspelt(line, at, names)
        if problems:
            raise UnknownPlaceholders(tuple(problems))
        row = _PLACEHOLDER.sub(lambda match, at=at: _value(match[1], at, values), line)  # type: ignore[misc]
        if row.strip() or not line.strip():
            filled.append(row.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(filled)).strip("\n")


def _value(name: str, line: int, values: Mapping[str, str | None]) -> str:
    value = values.get(name)
    if value is None:
        raise MissingFact(name, line)
    return value


def _one_line(text: str) -> str:
    return " ".join(text.split())
