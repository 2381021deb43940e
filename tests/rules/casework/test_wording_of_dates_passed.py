"""A letter accuses a body of missing a legal limit only where the date is one."""

from dataclasses import replace

import pytest

from dueregard.rules.law.laws import Law
from tests.rules.casework.test_wording_fills_letters import FACTS, filled


@pytest.mark.parametrize("law", [Law.FOIA, Law.FOISA, Law.EIR, Law.EISR])
def test_a_statutory_date_is_called_the_last_lawful_day(law: Law) -> None:
    text = filled("{date_passed}", law=law).text.replace(" \n", " ")
    assert text.startswith("The legal deadline for your answer was Tuesday 29 September 2026 (")
    assert law.label in text


def test_the_section_the_date_rests_on_is_named() -> None:
    text = filled("{date_passed}", facts=replace(FACTS, due_source="regulation 3 for schools")).text
    assert "(regulation 3 for schools)" in text


def test_a_date_of_practice_is_never_called_a_limit() -> None:
    facts = replace(FACTS, due_is_law=False, due_source="Code of Practice under section 45")
    text = filled("{date_passed}", facts=facts).text.replace(" \n", " ")
    assert "legal deadline" not in text
    assert "not a limit set by statute" in text


def test_a_review_after_an_answer_names_the_answer() -> None:
    text = filled("{review_reason}").text.replace(" \n", " ")
    assert "you answered on Wednesday 30 September 2026" in text
    assert "last day" not in text


def test_a_review_after_silence_names_the_day_that_passed() -> None:
    text = filled("{review_reason}", facts=replace(FACTS, answered_on=None)).text.replace(" \n", " ")
    assert "The legal deadline for your answer was Tuesday 29 September 2026" in text
    assert "neither the information nor a refusal notice" in text


def test_the_case_so_far_lists_only_what_happened() -> None:
    text = filled("{case_so_far}", facts=replace(FACTS, review_asked_on=None, review_answered_on=None)).text
    assert text.splitlines() == [
        "- Request sent: Tuesday 1 September 2026",
        "- Request received: Tuesday 1 September 2026",
        "- Answer: Wednesday 30 September 2026",
    ]


# The review: Scotland's and the environmental limits are in the law, the 2000 Act's is in a code of practice.
@pytest.mark.parametrize(
    ("law", "says"),
    [
        (Law.FOIA, "normally within 20 working days of this letter"),
        (Law.FOISA, "not later than 20 working days after you receive this letter, as section 21(1) requires"),
        (Law.EIR, "not later than 40 working days after you receive this letter, as regulation 11(4) requires"),
        (Law.EISR, "not later than 20 working days after you receive this letter, as regulation 16(4) requires"),
    ],
)
def test_the_time_for_a_review_is_the_laws_own(law: Law, says: str) -> None:
    assert filled("{review_time}", law=law).text.replace(" \n", " ").strip() == says
