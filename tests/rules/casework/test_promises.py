"""No letter promises reasons or an explanation that does not follow."""

import itertools
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.promises import empty_promise, promises
from dueregard.rules.casework.wording import CaseFacts, LetterTemplate, fill_letter, unfold
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.text.wrapping import unwrap
from tests.rules.casework.test_wording_fills_letters import FACTS

LETTERS = Path("packs/together-against-prevent/letters")
NEEDS_OWN_WORDS = {"clarification"}  # the letter is nothing but what a person explains


def letters() -> list[tuple[str, Law, LetterTemplate]]:
    """Return every letter of the shipped pack under each of its laws: step, law, template."""
    found = []
    for path in sorted(LETTERS.glob("*.md")):
        _, front, text = path.read_text().split("+++", 2)
        meta = tomllib.loads(front)
        template = LetterTemplate(meta["subject"], unfold(text))
        found += [(meta["step"], Law(law), template) for law in meta["laws"]]
    return found


def text_of(template: LetterTemplate, law: Law, facts: CaseFacts) -> str:
    """Return the letter as paragraphs."""
    filled = fill_letter(
        template=template,
        body_name="University of Northport",
        law=law,
        nation=Nation.SCOTLAND if law.is_scottish else Nation.ENGLAND,
        kind=BodyKind.UNIVERSITY,
        signature="Asha Example",
        reference="DR-1",
        facts=facts,
    )
    return unwrap(filled.text)


@pytest.mark.parametrize(("step", "law", "template"), letters())
def test_a_letter_of_the_pack_promises_reasons_only_where_some_follow(
    step: str, law: Law, template: LetterTemplate
) -> None:
    some = (("", "I mean the latest version."), ((), ("The exemption is misapplied.",)), (None, FACTS.answered_on))
    plain_facts = replace(FACTS, typed="", grounds=())
    for typed, grounds, answered in itertools.product(*some):
        facts = replace(FACTS, typed=typed, grounds=grounds, answered_on=answered)
        plain = text_of(template, law, replace(plain_facts, answered_on=answered))
        unkept = empty_promise(text_of(template, law, facts), plain)
        if step in NEEDS_OWN_WORDS:
            assert bool(unkept) is not bool(typed or (grounds and "{grounds}" in template.text))
        else:
            assert unkept == ""
        assert not text_of(template, law, facts).rstrip().endswith(":")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=200))
def test_own_words_after_the_promise_keep_it_whatever_they_are(words: str) -> None:
    plain = "Dear you,\n\nYours faithfully,\n\nAsha"
    letter = f"Dear you,\n\nI am not satisfied, for the reasons below.\n\n{words}\n\nYours faithfully,\n\nAsha"
    says_something = bool(words.split()) and not words.strip().lower().startswith(
        ("yours", "regards", "kind", "our ref")
    )
    if says_something:
        assert empty_promise(letter, plain) == ""


TAKEN_OUT = (
    "Dear you,\n\nI am not satisfied, for the reasons\nbelow.\n\nPlease look again.\n\nYours faithfully,\n\nAsha"
)


def test_reasons_that_a_person_took_out_again_are_missed() -> None:
    assert empty_promise(TAKEN_OUT, TAKEN_OUT) == "I am not satisfied, for the reasons below."
    assert empty_promise(TAKEN_OUT.replace("Please", "It names no harm. Please"), TAKEN_OUT) == ""


def test_words_on_the_same_line_are_the_explanation() -> None:
    letter = "Here is what you asked for. I mean 2024 to 2026.\n\nYours faithfully"
    assert promises(letter)
    assert empty_promise(letter, "") == ""
