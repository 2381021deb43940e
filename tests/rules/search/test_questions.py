"""Of a sentence the words that are looked for are kept; what somebody said exactly is not a sentence."""

import pytest

from dueregard.rules.search.meanings import meanings_of
from dueregard.rules.search.query import read_query
from dueregard.rules.search.questions import bare, is_slip_of_small, sentence_of


def parted(typed: str) -> tuple[list[str], list[str]]:
    """Return the words that are looked for and those left out."""
    sentence = sentence_of(read_query(typed), typed)
    assert sentence is not None
    return [bare(word.text) for word in sentence.words], list(sentence.dropped)


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [
        ("what is channel?", ["channel"], ["what", "is"]),
        ("Can they take my phone", ["take", "phone"], ["Can", "they", "my"]),
        ("what’s a PMAP", ["PMAP"], ["what’s", "a"]),
        ("I don't want to talk", ["talk"], ["I", "don't", "want", "to"]),
        ("referral training", ["referral", "training"], []),
        ("who", ["who"], []),  # nothing else to look for
        ("who are they", ["who", "are", "they"], []),
        ("WHO guidance", ["WHO", "guidance"], []),  # a name in capitals
        ("WHAT IS CHANNEL", ["CHANNEL"], ["WHAT", "IS"]),
        ("May 2025", ["May 2025"], []),
        ("minutes of May", ["minutes", "May"], ["of"]),
        ("may I refuse", ["refuse"], ["may", "I"]),
    ],
)
def test_words_that_only_make_a_sentence_are_left_out(typed: str, kept: list[str], dropped: list[str]) -> None:
    assert parted(typed) == (kept, dropped)


@pytest.mark.parametrize(
    "typed", ['"what is channel"', "what AND channel", "who OR what", "chan*", "kind:page", "", "-what", "NOT what"]
)
def test_what_somebody_says_exactly_is_no_sentence(typed: str) -> None:
    assert sentence_of(read_query(typed), typed) is None


def test_conditions_stay_beside_the_words() -> None:
    typed = 'what is "the panel" kind:page referral -school'
    sentence = sentence_of(read_query(typed), typed)
    assert sentence is not None
    assert [word.text for word in sentence.words] == ["referral"]
    assert len(sentence.conditions) == 3


@pytest.mark.parametrize(
    ("typed", "is_question"), [("what is channel", True), ("my phone", True), ("the plan", False), ("plan", False)]
)
def test_somebody_who_asks_is_told_from_somebody_who_looks_a_thing_up(typed: str, is_question: bool) -> None:
    sentence = sentence_of(read_query(typed), typed)
    assert sentence is not None
    assert sentence.is_question is is_question


def test_words_of_the_same_meaning_are_never_the_word_itself() -> None:
    assert "child" in meanings_of("son")
    assert meanings_of("northport") == ()
    assert all(word not in meanings_of(word) for word in ("son", "teacher", "cop", "reported"))


@pytest.mark.parametrize(
    ("typed", "is_slip"), [("realy", True), ("Shoud", True), ("referal", False), ("Bristol", False)]
)
def test_a_slip_of_a_small_word_is_told_from_a_slip_of_another(typed: str, is_slip: bool) -> None:
    assert is_slip_of_small(typed) is is_slip
