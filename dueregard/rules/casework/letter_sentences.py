"""Writes the sentences of a letter that depend on the law and the case: opening, closing, a date passed, a reason.

The template decides where they go in a letter; the deadlines decide whether a date has passed.
"""

from collections.abc import Sequence
from datetime import date

from dueregard.rules.law.words import LawWords

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date) -> str:
    """Write a date as letters do: Tuesday 14 July 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def law_paragraphs(words: LawWords) -> dict[str, str]:
    """Return the paragraphs that a request under this law opens and closes with."""
    return {
        "opening": f"I am asking for the information below under {words.section_request} of the {words.name}.",
        "format_wish": (
            f"Under {words.section_format} of {words.called}, please send it electronically to the address this "
            "message came from: spreadsheets as spreadsheets, and documents in the form you hold them in."
        ),
        "help_wish": (
            f"If anything here is unclear, or is more than you can answer as it stands, please tell me soon what you "
            f"need or what you could answer, as {words.section_help} of {words.called} asks you to (advice and "
            "assistance)." + _cost_wish(words)
        ),
        "refusal_wish": (
            f"If you withhold part of it, please send the rest. Where you rely on an {words.exemption}, "
            f"{words.section_refusal} of {words.called} asks you to name it, to say why it applies to these documents "
            f"and, where it is qualified, how you weighed the public interest ({words.section_public_interest})."
        ),
    }


def _cost_wish(words: LawWords) -> str:
    if not words.section_cost:
        return ""
    return (
        f" If you think that {words.section_cost} (cost of compliance) applies, please answer the questions in the "
        "order they are asked, as far as the limit allows, and say how you estimated the cost."
    )


def late_sentence(*, due_on: date, source: str, is_law: bool, words: LawWords) -> str:
    """Say that a date has passed. Only a date set by statute is called legal; any other is an expectation."""
    if is_law:
        where = source or f"{words.section_time} of the {words.name}"
        return f"The legal deadline for your answer was {long_date(due_on)} ({where})."
    where = f" ({source})" if source else ""
    return (
        f"Good practice{where} is to answer by {long_date(due_on)}. I know that this date is not a limit set by "
        "statute, and I have not yet heard from you."
    )


def review_reason(
    *,
    requested_on: date,
    received_on: date,
    answered_on: date | None,
    date_passed: str,
    words: LawWords,
    has_reasons: bool,
) -> str:
    """Say why a review is asked for: an unsatisfactory answer, or silence. Promises reasons only where some follow."""
    if answered_on:
        ends = ", for the reasons below." if has_reasons else ". Please look again at the whole of it."
        return (
            f"I made a request on {long_date(requested_on)}, and you answered on {long_date(answered_on)}. I am not "
            f"satisfied that the answer meets the requirements of {words.called}{ends}"
        )
    return (
        f"I made a request on {long_date(requested_on)}, which you received on {long_date(received_on)}. {date_passed} "
        "I have received neither the information nor a refusal notice, and that is what I am dissatisfied with."
    )


def still_dissatisfied(*, has_reasons: bool) -> str:
    """Say with what an applicant is still dissatisfied after a review. Source: FOISA 2002 s.47(2)(c)."""
    matter = "The matter that gave rise to my requirement for review, and what I am still dissatisfied with,"
    if has_reasons:
        return f"{matter} are set out below."
    return f"{matter} are those in the requirement itself, which goes with this letter: the outcome has not met it."


def case_so_far(rows: Sequence[tuple[str, date | None]]) -> str:
    """List the days of a case, one on each line, leaving out what has not happened."""
    return "\n".join(f"- {what}: {long_date(day)}" for what, day in rows if day)
