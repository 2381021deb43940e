"""Coaches the person who writes a request: what may make it slow, costly or easy to refuse, and what to do about it.

It never stops a letter. The caller knows whether a body was asked before, and what the whole batch costs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_QUESTIONS = (
    5  # a small group's requests to about 150 bodies were answered best with up to this many (mySociety, 2025)
)
LONG_LETTER = 600  # words in the part that a person writes
WIDE_YEARS = 5  # a range of more years than this rarely fits within the cost limit


class Concern(StrEnum):
    """What a piece of advice is about."""

    ABOUT_YOURSELF = "about_yourself"
    NO_NAME = "no_name"
    NO_QUESTION = "no_question"
    MANY_QUESTIONS = "many_questions"
    COST = "cost"
    VAGUE = "vague"
    NO_DATES = "no_dates"
    NAMES_A_PERSON = "names_a_person"
    OPINION = "opinion"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice. `line` counts from 1, or is 0 when the whole text is meant; `found` is what was seen.

    `is_serious` means that the letter should not be sent like this; everything else is a person's choice.
    """

    concern: Concern
    says: str
    what_to_do: str
    line: int = 0
    found: str = ""
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class _Sign:
    """Wording that calls for advice."""

    concern: Concern
    pattern: re.Pattern[str]
    says: str
    what_to_do: str
    is_serious: bool = False


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_SIGNS = (
    _Sign(
        Concern.ABOUT_YOURSELF,
        _any_of(
            r"(?:about|on|concerning|regarding) (?:me|myself|my (?:own )?(?:son|daughter|child|children|family))",
            r"my (?:own )?(?:personal data|personal information|referral|case|file|records?|medical records?)",
            r"(?:I|my (?:son|daughter|child)) (?:was|were|am|have been|has been|had been) referred",
            r"subject access(?: request)?",
        ),
        "This asks about you or your family. An information request may become public.",
        "Leave it out here. Ask for your own data in a private subject access letter, which this site does not keep.",
        is_serious=True,
    ),
    _Sign(
        Concern.COST,
        _any_of(
            r"(?:all|any|every) (?:e-?mails?|correspondence|communications?|messages|letters)",
            r"(?:every|each|all) (?:document|record|file)s?",
            r"any (?:mention|reference) (?:of|to)",
            r"for (?:each|every) (?:referral|case|pupil|student|patient|incident)",
        ),
        "A search as wide as this can go over the cost limit. The body may then refuse all of it.",
        "Name the document, the team or job that holds it and a period of a few months, or ask for totals.",
    ),
    _Sign(
        Concern.VAGUE,
        _any_of(
            r"any and all",
            r"(?:everything|anything|all (?:the )?information|any information|all documents|any documents)",
            r"et cetera|etc\.?",
            r"and so on",
            r"as much (?:information )?as (?:possible|you can)",
            r"things? like",
            r"(?<!most )recent(?:ly)?",
            r"relevant (?:documents?|information|material)",
        ),
        "It is not clear what this covers.",
        "Name the document, the kind of record or the figure, and the period.",
    ),
    _Sign(
        Concern.NAMES_A_PERSON,
        _any_of(
            r"(?<!not )(?<!not the )(?<!without )names? (?:and (?:job titles?|roles?) )?of (?:the |your |all |any )*"
            r"(?:staff|officers?|teachers?|lecturers?|trainers?|employees?|nurses?|doctors?|people|individuals?|leads?)",
            r"who (?:is|are|was|were) (?:the|your) (?:officers?|teachers?|trainers?|leads?)",
        ),
        "Names of staff below senior level are personal data and are usually withheld.",
        "Ask for the role, the grade or the number of posts instead.",
    ),
    _Sign(
        Concern.OPINION,
        _any_of(
            r"(?:I|we) (?:believe|think|feel|object|condemn|demand|insist)",
            r"in (?:my|our) (?:view|opinion)",
            r"(?:disgrace(?:ful)?|shameful|outrageous|appalling|scandalous|disgusting|racist|islamophobic|draconian)",
            r"(?:obviously|clearly|of course)",
            r"why (?:do|did|have|has|are|is|were|was) (?:you|your|the)",
            r"(?:admit|justify|explain yourself)",
        ),
        "This gives or asks for an opinion. The law gives a right to recorded information only.",
        "Ask for the document in which the reason or decision is written down; keep your view for the campaign.",
    ),
)

_COUNTED = _any_of(
    r"how (?:many|much|often)",
    r"(?:the )?(?:total |annual )?(?:numbers?|figures?|statistics|amounts?|costs?|spending|expenditure|funding) ",
    r"minutes",
    r"correspondence",
    r"e-?mails?",
    r"referrals",
)
_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:current|currently|latest|most recent|in force|today|date of this|last|past|previous|since"
    r"|each of the|year to|financial year|academic year|from|between|until|at present|now)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_ITEM = re.compile(r"^\s{0,3}(?:\d{1,3}[.)]|\(\d{1,3}\)|[-*•])\s+\S")
_ASKING = re.compile(r"\?|(?:^|(?<=[.!?]\s))Please (?:send|provide|tell|confirm|supply|state|give|list)", re.IGNORECASE)
_ADDRESS_OR_SIGN = re.compile(r"[@\d]|https?:")


def check_letter(text: str, *, signature: str | None = None) -> tuple[Advice, ...]:
    """Return advice on the part of a request that a person writes, the serious first.

    `signature` is the name that will sign it; None leaves the name unchecked.
    Source: FOIA 2000 s.8 (real name, description), s.12 (cost), s.40; FOISA 2002 s.8, s.12, s.38.
    """
    lines = text.splitlines()
    advice = [
        *_whole_text(text, lines),
        *(_name_advice(signature) if signature is not None else ()),
        *(found for at, line in enumerate(lines, start=1) for found in _line_advice(line, at)),
        *_dates(text, lines),
    ]
    order = list(Concern)
    return tuple(sorted(advice, key=lambda one: (not one.is_serious, order.index(one.concern), one.line)))


def count_questions(text: str) -> int:
    """Count what is asked for: list items where there are any, otherwise sentences that ask."""
    items = sum(1 for line in text.splitlines() if _ITEM.match(line))
    return items or sum(1 for _ in _ASKING.finditer(" ".join(text.split())))


def _whole_text(text: str, lines: list[str]) -> Iterator[Advice]:
    asked, words = count_questions(text), len(text.split())
    if not any(line.strip() for line in lines):
        yield Advice(
            Concern.NO_QUESTION,
            "This does not ask for anything yet.",
            "Write what you want to know, one numbered question for each document or figure.",
            is_serious=True,
        )
    elif not asked:
        yield Advice(
            Concern.NO_QUESTION,
            "We cannot see a question.",
            "Number your questions, or begin with “Please send”, so that each can be answered or refused on its own.",
        )
    if asked > MOST_QUESTIONS:
        yield Advice(
            Concern.MANY_QUESTIONS,
            f"There are {asked} questions. More than {MOST_QUESTIONS} are often refused as too costly.",
            "Keep those you will use. Send the rest after 60 working days; before that, costs may be added together.",
        )
    if words > LONG_LETTER:
        yield Advice(
            Concern.LONG,
            f"This is {words} words long.",
            "Leave out the background. The officer only needs what you are asking for, and the period.",
        )


def _name_advice(signature: str) -> Iterator[Advice]:
    name = signature.strip()
    if len(name.split()) < 2 or _ADDRESS_OR_SIGN.search(name):
        yield Advice(
            Concern.NO_NAME,
            "A request needs a real name: first name or initial, and surname."
            if name
            else "This letter has no signature.",
            "Set the name that signs in the group's settings. A body may ignore a letter signed with a made-up name.",
            found=name,
            is_serious=True,
        )


def _line_advice(line: str, at: int) -> Iterator[Advice]:
    for sign in _SIGNS:
        match = sign.pattern.search(line)
        if match:
            yield Advice(sign.concern, sign.says, sign.what_to_do, at, match[0], sign.is_serious)


def _dates(text: str, lines: list[str]) -> Iterator[Advice]:
    years = [int(year) for year in _YEAR.findall(text)]
    if years and max(years) - min(years) > WIDE_YEARS:
        yield Advice(
            Concern.COST,
            f"This covers {max(years) - min(years)} years. Older records cost more to find.",
            "Ask for the last two or three years first.",
            found=f"{min(years)} to {max(years)}",
        )
    if not _PERIOD.search(text):
        for at, line in enumerate(lines, start=1):
            match = _COUNTED.search(line)
            if match:
                yield Advice(
                    Concern.NO_DATES,
                    "This has no dates, so the body must guess the period or search everything.",
                    "Add a range, for example “from 1 April 2025 to 31 March 2026”.",
                    at,
                    match[0].strip(),
                )
                return
