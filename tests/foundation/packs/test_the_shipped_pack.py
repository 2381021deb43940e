"""The shipped pack can be used as it is: every letter fills under every law it names, and takes its own advice."""

from datetime import date

import pytest
from django.conf import settings

from dueregard.foundation.packs.gateways.folder import FolderText, read_folder
from dueregard.rules.casework.letter_check import MOST_QUESTIONS, check_letter, count_questions
from dueregard.rules.casework.wording import CaseFacts, FilledLetter, LetterTemplate, fill_letter, unfold
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.law.prevent_duty import Applies, prevent_duty
from dueregard.rules.law.words import LAW_WORDS
from dueregard.rules.packs.shape import parse_citation, words_of

PACK = read_folder(settings.PACKS / "together-against-prevent")
REQUESTS = [text for text in PACK.texts if text.kind == "request"]
LETTERS = [text for text in PACK.texts if text.kind == "letter"]
GROUNDS = [text for text in PACK.texts if text.kind == "ground"]
STEPS = ("request", "reminder", "clarification", "review", "review_reminder", "complaint")
FACTS = CaseFacts(
    subject="Prevent policy",
    questions="1. The policy of {body} on {duty}.",
    today=date(2026, 11, 23),
    requested_on=date(2026, 9, 1),
    received_on=date(2026, 9, 1),
    due_on=date(2026, 9, 29),
    answered_on=date(2026, 9, 28),
    review_asked_on=date(2026, 10, 5),
    review_answered_on=date(2026, 11, 2),
    regulator="Information Commissioner",
    typed="This is why.",
)


def named(texts: list[FolderText]) -> list[object]:
    """Return the texts as parameters that carry their file's name."""
    return [pytest.param(text, id=text.slug) for text in texts]


def fill(template: LetterTemplate, law: Law, nation: Nation, facts: CaseFacts = FACTS) -> FilledLetter:
    """Fill a template for a university."""
    return fill_letter(
        template=template,
        body_name="University of Northport",
        law=law,
        nation=nation,
        kind=BodyKind.UNIVERSITY,
        signature="Asha Example",
        facts=facts,
        words=words_of(PACK.table["words"], nation),
    )


@pytest.mark.parametrize("law", list(LAW_WORDS))
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_one_letter_under_every_law(step: str, law: Law) -> None:
    assert len([one for one in LETTERS if one.meta["step"] == step and law in one.meta["laws"]]) == 1


@pytest.mark.parametrize("law", list(LAW_WORDS))
@pytest.mark.parametrize("letter", named(LETTERS))
def test_every_letter_fills_under_its_laws(letter: FolderText, law: Law) -> None:
    if law not in letter.meta["laws"]:
        assert letter.meta["laws"]
        return
    nation = Nation.SCOTLAND if law.is_scottish else Nation.ENGLAND
    grounds = tuple(unfold(ground.text) for ground in GROUNDS)
    facts = CaseFacts(**{**{name: getattr(FACTS, name) for name in FACTS.__slots__}, "grounds": grounds})
    filled = fill(LetterTemplate(letter.meta["subject"], unfold(letter.text)), law, nation, facts)
    assert "{" not in filled.text + filled.subject
    assert "Asha Example" in filled.text
    assert max(map(len, filled.text.splitlines())) <= 73


@pytest.mark.parametrize("nation", ["england", "wales", "scotland"])
@pytest.mark.parametrize("request_text", named(REQUESTS))
def test_every_request_fills_in_every_nation(request_text: FolderText, nation: str) -> None:
    filled = fill(LetterTemplate("x", unfold(request_text.text)), Law.FOIA, Nation(nation))
    assert "{" not in filled.text
    assert ("PMAP" in filled.text) == (nation == "scotland" and "{panel}" in request_text.text)


@pytest.mark.parametrize("request_text", named(REQUESTS))
def test_every_request_takes_our_own_advice(request_text: FolderText) -> None:
    template = LetterTemplate("x", unfold(request_text.text))
    assert 0 < count_questions(template.text) <= MOST_QUESTIONS
    assert check_letter(template.text) == ()


@pytest.mark.parametrize("request_text", named(REQUESTS))
def test_every_request_is_meant_for_bodies_under_the_duty(request_text: FolderText) -> None:
    meta = request_text.meta
    for kind in meta["for_kinds"]:
        standings = {prevent_duty(kind=BodyKind(kind), nation=Nation(nation)).applies for nation in meta["nations"]}
        assert Applies.YES in standings, kind


@pytest.mark.parametrize("request_text", named(REQUESTS))
def test_every_request_says_what_to_expect_and_where_its_facts_are_from(request_text: FolderText) -> None:
    assert request_text.meta["expect"]
    assert request_text.meta["likely"]
    assert request_text.meta["sources"]


def test_an_argument_is_at_hand_for_the_refusals_that_requests_expect() -> None:
    answered = {_main(cite) for ground in GROUNDS for cite in ground.meta["cites"]}
    expected = {_main(cite) for one in REQUESTS for cite in one.meta["likely"]}
    # Investigations and legal privilege are argued case by case.
    assert expected - answered == {"foia 30", "foisa 34", "foia 42", "foisa 36"}


def _main(cite: str) -> str:
    citation = parse_citation(cite)
    assert citation
    return f"{citation[0]} {citation[1].partition('(')[0]}"
