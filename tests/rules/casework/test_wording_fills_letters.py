"""A letter template becomes one body's letter under its own law: nothing left in braces, nothing filled by mistake."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.wording import (
    PLACEHOLDERS,
    CaseFacts,
    FilledLetter,
    LetterTemplate,
    MissingFact,
    NoWordingForLaw,
    UnknownPlaceholders,
    fill_letter,
    unknown_placeholders,
)
from dueregard.rules.law.laws import BodyKind, Law, Nation

FACTS = CaseFacts(
    subject="Prevent policy",
    questions="1. The policy of {body}.",
    today=date(2026, 11, 23),
    requested_on=date(2026, 9, 1),
    received_on=date(2026, 9, 1),
    due_on=date(2026, 9, 29),
    due_because="20 working days after Tuesday 1 September 2026.",
    answered_on=date(2026, 9, 30),
    review_asked_on=date(2026, 10, 5),
    review_answered_on=date(2026, 11, 2),
    their_reference="FOI 77",
    regulator="Information Commissioner",
    typed="I mean the latest version.",
    grounds=("About {body}.", "And more."),
)


def filled(
    text: str,
    *,
    law: Law = Law.FOIA,
    facts: CaseFacts = FACTS,
    subject: str = "{subject}",
    address: str = "",
    **own: str,
) -> FilledLetter:
    """Fill a template for Northport City Council."""
    return fill_letter(
        template=LetterTemplate(subject, text),
        body_name="Northport City Council",
        law=law,
        nation=Nation.ENGLAND,
        kind=BodyKind.LOCAL_AUTHORITY,
        signature="Asha Example",
        postal_address=address,
        reference="DR-1",
        facts=facts,
        words=own,
    )


# What each law itself says of the request, the time limit, help, refusal and review.
# Source: the Acts and Regulations themselves, as in force in November 2026.
FOI_2000, FOI_2002 = "Freedom of Information Act 2000", "Freedom of Information (Scotland) Act 2002"
LAW = {
    Law.FOIA: ("section 1(1)", "section 10(1)", "section 16", "section 17", "section 50"),
    Law.FOISA: ("section 1(1)", "section 10(1)", "section 15", "section 16", "section 47"),
    Law.EIR: (
        "regulation 5(1)",
        "regulation 5(2)",
        "regulation 9",
        "regulation 14",
        f"section 50 of the {FOI_2000}, as regulation 18 applies it",
    ),
    Law.EISR: (
        "regulation 5(1)",
        "regulation 5(2)(a)",
        "regulation 9",
        "regulation 13",
        f"section 47 of the {FOI_2002}, as regulation 17 applies it",
    ),
}


@pytest.mark.parametrize("law", LAW)
def test_a_letter_cites_the_bodys_own_law(law: Law) -> None:
    text = "{section_request}|{section_time}|{section_help}|{section_refusal}|{section_complaint}"
    assert filled(text, law=law).text.replace(" \n", " ").strip() == "|".join(LAW[law])


@pytest.mark.parametrize("law", [Law.FOIA, Law.FOISA, Law.EIR, Law.EISR])
def test_the_opening_makes_it_a_request_under_that_law(law: Law) -> None:
    assert law.label in filled("{opening}", law=law).text.replace(" \n", " ")


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_every_documented_placeholder_is_filled(name: str) -> None:
    assert "{" not in filled(f"Here: {{{name}}}").text


def test_there_is_no_letter_for_subject_access() -> None:
    with pytest.raises(NoWordingForLaw, match="subject access"):
        filled("Dear {body},", law=Law.SAR)


def test_an_unknown_placeholder_is_named_with_its_line_and_the_likely_word() -> None:
    with pytest.raises(UnknownPlaceholders) as refusal:
        filled("Dear {boddy},\n\nYours, {xyzzyx}")
    assert [problem.says for problem in refusal.value.problems] == [
        "Line 1: {boddy} is not a placeholder. Did you mean {body}?",
        "Line 3: {xyzzyx} is not a placeholder. Remove it, or choose one from the list.",
    ]


def test_an_unknown_placeholder_in_the_questions_stops_the_letter_too() -> None:
    with pytest.raises(UnknownPlaceholders, match=r"Line 2: {their_name}"):
        filled("{questions}", facts=replace(FACTS, questions="1. One\n2. {their_name}"))


def test_questions_cannot_contain_themselves() -> None:
    with pytest.raises(UnknownPlaceholders):
        filled("{questions}", facts=replace(FACTS, questions="{questions}"))


def test_the_subject_counts_as_line_nought() -> None:
    assert unknown_placeholders(LetterTemplate("About {bod}", "fine"))[0].says.startswith("Subject: {bod}")


@pytest.mark.parametrize("text", ["a { b", "}", "{}", "{ body }", "{Body}", "{2}", "{body"])
def test_a_lone_brace_is_left_as_it_is(text: str) -> None:
    assert filled(text).text == f"{text}\n"


def test_a_fact_that_is_not_known_yet_is_refused_by_name() -> None:
    with pytest.raises(MissingFact, match=r"Line 2: {answered_on}"):
        filled("a\n{answered_on}", facts=replace(FACTS, answered_on=None))


def test_a_line_of_empty_placeholders_leaves_no_gap() -> None:
    assert filled("Yours,\n\n{signature}\n{postal_address}\n\n{reference_line}").text == (
        "Yours,\n\nAsha Example\n\nOur reference: DR-1\n"
    )


def test_a_postal_address_keeps_its_lines() -> None:
    assert filled("{postal_address}", address="1 Quay\nNorthport").text == "1 Quay\nNorthport\n"


def test_the_packs_own_words_are_filled() -> None:
    assert filled("The {panel}.", panel="PMAP").text == "The PMAP.\n"


def test_a_subject_stays_on_one_line_whatever_a_person_typed() -> None:
    assert filled("x", facts=replace(FACTS, subject="One\r\nBcc: two@northport.example")).subject == (
        "One Bcc: two@northport.example"
    )


@given(st.text(max_size=300))
def test_what_a_person_typed_is_never_searched_for_placeholders(typed: str) -> None:
    facts = replace(FACTS, typed=f"{{body}} {{nonsense}} {typed}")
    assert "{body} {nonsense}" in filled("{typed}", facts=facts).text


def test_preview_and_sending_are_the_same_words() -> None:
    assert filled("{opening}\n\n{questions}") == filled("{opening}\n\n{questions}")
