"""The person who writes a request is told what may make it slow, costly or easy to refuse, and what to do about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.letter_check import Concern, check_letter, count_questions

GOOD = """1. The policy on the Prevent duty in force today.
2. How many staff completed training on it in the year to 31 March 2026?
"""


def concerns(text: str, signature: str | None = None) -> list[Concern]:
    """Return what is advised on, in order."""
    return [advice.concern for advice in check_letter(text, signature=signature)]


def test_a_good_letter_gets_no_advice() -> None:
    assert check_letter(GOOD, signature="Asha Example") == ()


@pytest.mark.parametrize(
    ("line", "concern"),
    [
        ("1. Any and all documents of 2026.", Concern.VAGUE),
        ("1. Everything you hold from 2026.", Concern.VAGUE),
        ("1. The policy, minutes etc. of 2026.", Concern.VAGUE),
        ("1. All emails between January and March 2026.", Concern.COST),
        ("1. Any mention of Prevent in 2026.", Concern.COST),
        ("1. For each referral in 2026, the reason.", Concern.COST),
        ("1. How many referrals were made?", Concern.NO_DATES),
        ("1. What does your file from 2025 say about me?", Concern.ABOUT_YOURSELF),
        ("1. Why my son was referred in 2026.", Concern.ABOUT_YOURSELF),
        ("1. This is a subject access request of 2026.", Concern.ABOUT_YOURSELF),
        ("1. The names of your officers in 2026.", Concern.NAMES_A_PERSON),
        ("1. Why do you still support this racist scheme in 2026?", Concern.OPINION),
        ("1. We believe the 2026 policy is wrong. Please send it.", Concern.OPINION),
        ("1. Numbers of referrals from 2010 to 2026.", Concern.COST),
        ("I read your page of 2026.", Concern.NO_QUESTION),
        ("", Concern.NO_QUESTION),
    ],
)
def test_each_weakness_is_seen(line: str, concern: Concern) -> None:
    assert concern in concerns(line)


@pytest.mark.parametrize(
    "line",
    [
        "1. The policy of 2026 on information about pupils, in the version in force.",
        "1. Your policy on minority languages of 2026.",
        "1. The risk register of 2026, where it mentions the duty.",
        "1. The 2026 data protection impact assessment.",
        "1. The title, grade and hours of each post in 2026.",
    ],
)
def test_ordinary_words_are_left_alone(line: str) -> None:
    assert concerns(line) == []


def test_six_questions_are_one_too_many() -> None:
    assert concerns("\n".join(f"{at}. The policy of 202{at}." for at in range(1, 6))) == []
    assert Concern.MANY_QUESTIONS in concerns("\n".join(f"{at}. The policy of 202{at}." for at in range(1, 7)))


def test_a_long_letter_is_said_to_be_long() -> None:
    assert Concern.LONG in concerns(GOOD + "word " * 600)


@pytest.mark.parametrize("name", ["", "Asha", "asha@northport.example", "agent 47", "  "])
def test_a_letter_needs_a_real_name(name: str) -> None:
    advice = check_letter(GOOD, signature=name)
    assert [one.concern for one in advice] == [Concern.NO_NAME]
    assert advice[0].is_serious


def test_what_is_about_oneself_is_serious_and_comes_first() -> None:
    first = check_letter("1. All emails of 2026.\n2. What is held on me?\n3. Everything about my daughter.")[0]
    assert (first.concern, first.is_serious, first.line, first.found) == (
        Concern.ABOUT_YOURSELF,
        True,
        2,
        "on me",
    )
    assert "private subject access letter" in first.what_to_do


def test_advice_names_the_line_and_the_words() -> None:
    advice = check_letter("1. The policy of 2026.\n2. Any and all minutes of 2026.")
    assert (advice[0].line, advice[0].found) == (2, "Any and all")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1. A\n2. B\n3. C", 3),
        ("- A\n- B", 2),
        ("What is it? And when?", 2),
        ("Please send the policy. Please tell me its date.", 2),
        ("Hello.", 0),
    ],
)
def test_questions_are_counted_as_a_reader_would(text: str, asked: int) -> None:
    assert count_questions(text) == asked


@given(st.text(max_size=500))
def test_every_piece_of_advice_says_what_to_do(text: str) -> None:
    for advice in check_letter(text, signature=text[:20]):
        assert advice.says.endswith(".")
        assert advice.what_to_do.endswith((".", "”."))
