"""Answers have one form; two people answer blind; a third decides where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.findings.answers import (
    NOT_STATED,
    AnswerKind,
    NotAnAnswer,
    Reading,
    Standing,
    answer_of,
    clean_answer,
    clean_choices,
    may_read,
    may_settle,
    same_answer,
    standing_of,
    visible_to,
)

YES_NO, NUMBER, CHOICE, TEXT = AnswerKind.YES_NO, AnswerKind.NUMBER, AnswerKind.CHOICE, AnswerKind.TEXT


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (YES_NO, "yes", "yes"),
        (YES_NO, " unclear ", "unclear"),
        (NUMBER, "1,250.50", "1250.5"),
        (NUMBER, "£ 3 000", "3000"),
        (NUMBER, "007", "7"),
        (NUMBER, "12.00", "12"),
        (NUMBER, "100", "100"),
        (NUMBER, "45%", "45"),
        (NUMBER, "-3", "-3"),
        (NUMBER, NOT_STATED, NOT_STATED),
        (CHOICE, "e-learning", "e-learning"),
        (TEXT, "  every\n two years ", "every two years"),
    ],
)
def test_an_answer_is_kept_in_one_form(kind: AnswerKind, typed: str, kept: str) -> None:
    assert clean_answer(kind, typed, ["workshop", "e-learning"]) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (YES_NO, "perhaps"),
        (YES_NO, ""),
        (NUMBER, "about ten"),
        (NUMBER, "1e9"),
        (NUMBER, "٣"),
        (NUMBER, "1.2.3"),
        (CHOICE, "other"),
        (TEXT, " \n "),
        (TEXT, "x" * 501),
    ],
)
def test_what_is_no_answer_is_refused(kind: AnswerKind, typed: str) -> None:
    with pytest.raises(NotAnAnswer):
        clean_answer(kind, typed, ["workshop"])


@given(st.sampled_from(AnswerKind), st.text(max_size=60))
def test_a_kept_answer_is_kept_as_it_is(kind: AnswerKind, typed: str) -> None:
    try:
        kept = clean_answer(kind, typed, ["a", "b"])
    except NotAnAnswer:
        return
    assert clean_answer(kind, kept, ["a", "b"]) == kept
    assert same_answer(kind, kept, kept)


def test_answers_in_words_need_not_agree_in_capitals_and_marks() -> None:
    assert same_answer(TEXT, "Every two years.", "every two years")
    assert not same_answer(TEXT, "every two years", "every year")


@pytest.mark.parametrize(
    "typed", ["only", "a\na", "a\nnot stated", "\n".join("abcdefghijklmnopqrstu"), "a\n" + "b" * 101]
)
def test_a_poor_list_of_answers_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAnswer):
        clean_choices(typed)


def test_a_list_of_answers_is_one_a_line_and_each_once() -> None:
    assert clean_choices("workshop\n\n e-learning \nworkshop") == ["workshop", "e-learning"]


A_YES, B_YES, B_NO = Reading("a", "yes"), Reading("b", "yes"), Reading("b", "no")
SETTLED = (A_YES, B_NO, Reading("c", "no", is_settling=True))


@pytest.mark.parametrize(
    ("readings", "standing", "answer", "readers", "deciders", "seen_by_c"),
    [
        ((), Standing.UNREAD, None, "abc", "", 0),
        ((A_YES,), Standing.READ_ONCE, None, "bc", "", 0),
        ((A_YES, B_YES), Standing.AGREED, "yes", "", "", 2),
        ((A_YES, B_NO), Standing.DISAGREED, None, "", "c", 2),
        (SETTLED, Standing.SETTLED, "no", "", "", 3),
    ],
)
def test_who_may_answer_decide_and_see(
    readings: tuple[Reading, ...], standing: Standing, answer: str | None, readers: str, deciders: str, seen_by_c: int
) -> None:
    assert standing_of(YES_NO, readings) is standing
    assert answer_of(YES_NO, readings) == answer
    assert "".join(one for one in "abc" if may_read(one, YES_NO, readings)) == readers
    assert "".join(one for one in "abc" if may_settle(one, YES_NO, readings)) == deciders
    assert len(visible_to("c", YES_NO, readings)) == seen_by_c


def test_the_first_reader_sees_their_own_answer_and_nobody_else_does() -> None:
    assert visible_to("a", YES_NO, (A_YES,)) == (A_YES,)
    assert visible_to("b", YES_NO, (A_YES,)) == ()
