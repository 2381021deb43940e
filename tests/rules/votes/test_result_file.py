"""Whoever has the file of a result finds a vote that was altered, dropped or added, even if it was signed again."""

import hashlib
import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from dueregard.rules.votes.questions import ABSTAIN, Kind, Question, question_of
from dueregard.rules.votes.result_file import check_file, result_of, signed_words, written

YES_NO = question_of(Kind.YES_NO, (), 1)
CHOOSE = question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 2)
RANK = question_of(Kind.RANK, ("Ada", "Bo", "Cy", "Di"), 2)
MANY: dict[str, tuple[Question, list[str]]] = {
    "yes_no": (YES_NO, ["1"] * 20 + ["2"] * 11 + [ABSTAIN] * 4),
    "choose": (CHOOSE, ["1,2"] * 14 + ["3"] * 9 + ["1,3"] * 8 + [ABSTAIN] * 4),
    "rank": (RANK, ["1>2>3"] * 15 + ["2>4"] * 7 + ["3>1"] * 8 + ["4"] * 5),
}


def _sign(words: bytes) -> str:
    return hashlib.sha256(b"secret" + words).hexdigest()


def _is_signed(words: bytes, signature: str, key: str) -> bool:
    return key == "ab12" and signature == _sign(words)


def _result(question: Question, votes: list[str], **facts: Any) -> dict[str, Any]:
    return result_of({"title": "A vote", "roll": 60, "key": "ab12"} | facts, question, votes, [], on_paper=0)


def _file(result: dict[str, Any]) -> str:
    return written(result, _sign(signed_words(result)))


@pytest.mark.parametrize("kind", MANY)
def test_a_file_that_nobody_touched_holds(kind: str) -> None:
    found = check_file(_file(_result(*MANY[kind])), _is_signed, key="AB 12")
    assert found.faults == ()
    assert found.was_recounted


def _alter(votes: list[str]) -> list[str]:
    return sorted([votes[-1], *votes[1:]])


CHANGES: dict[str, Callable[[list[str]], list[str]]] = {
    "altered": _alter,
    "dropped": lambda votes: votes[1:],
    "added": lambda votes: sorted([*votes, votes[0]]),
}


@pytest.mark.parametrize("signed_again", [False, True])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", MANY)
def test_a_vote_altered_dropped_or_added_is_found(kind: str, change: str, signed_again: bool) -> None:
    result = _result(*MANY[kind])
    signature = _sign(signed_words(result))
    result["votes"] = CHANGES[change](result["votes"])
    found = check_file(written(result, _sign(signed_words(result)) if signed_again else signature), _is_signed)
    assert found.faults
    assert any("signature" in fault for fault in found.faults) is not signed_again


def test_more_votes_than_slips_and_another_key_are_found() -> None:
    result = _result(YES_NO, MANY["yes_no"][1], roll=30)
    assert "only 30 slips" in check_file(_file(result), _is_signed).faults[0]
    assert "another key" in check_file(_file(_result(*MANY["yes_no"])), _is_signed, key="cd34").faults[0]


def test_the_file_keeps_no_order_of_votes() -> None:
    votes = MANY["rank"][1][:]
    before = _file(_result(RANK, votes))
    Random(3).shuffle(votes)
    assert _file(_result(RANK, votes)) == before


@pytest.mark.parametrize(
    ("question", "votes"),
    [
        (YES_NO, ["1"] * 40 + ["2"] * 2 + [ABSTAIN]),
        (YES_NO, ["1"] * 4),
        (CHOOSE, ["1,2"] * 40 + ["3"]),
        (RANK, ["1>2>3"] * 8 + ["2>4>1>3"]),
    ],
)
def test_what_may_not_be_shown_is_not_in_the_file(question: Question, votes: list[str]) -> None:
    result = _result(question, votes)
    found = check_file(_file(result), _is_signed)
    assert found.faults == ()
    assert not found.was_recounted
    assert result["votes"] is None
    if question is YES_NO:
        assert result["counted"]["figures"] == [None, None, None]


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"result": {}, "signature": ""}', '{"result": 3, "signature": 1}']
)
def test_what_is_no_result_file_is_said(text: str) -> None:
    (fault,) = check_file(text, _is_signed).faults
    assert "no result file" in fault


def test_a_file_laid_out_another_way_still_holds() -> None:
    held = json.loads(_file(_result(*MANY["choose"])))
    assert check_file(json.dumps(held, sort_keys=True), _is_signed).faults == ()
