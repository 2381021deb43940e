"""What a search is understood to mean, for any text; and how that is said back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.search.dates import first_day, last_day
from dueregard.rules.search.query import (
    MOST_DEPTH,
    MOST_TERMS,
    All,
    Any,
    Beginning,
    Dated,
    Field,
    Node,
    Not,
    OneOf,
    Phrase,
    Query,
    Word,
    read_query,
    resolve,
    sought,
)
from dueregard.rules.search.words import say_query

A, B, C = Word("a1"), Word("b1"), Word("c1")

MEANINGS: list[tuple[str, Node | None]] = [
    ("", None),
    ("   ", None),
    ("???", None),
    ("a1", A),
    ("a1 b1", All((A, B))),
    ("a1 AND b1", All((A, B))),
    ("a1 and b1", All((A, Word("and"), B))),
    ("a1 OR b1", Any((A, B))),
    ("a1 OR b1 c1", Any((A, All((B, C))))),
    ("(a1 OR b1) c1", All((Any((A, B)), C))),
    ("a1 -b1", All((A, Not(B)))),
    ("a1 NOT b1", All((A, Not(B)))),
    ("a1 AND NOT b1", All((A, Not(B)))),
    ("NOT NOT a1", Not(A)),
    ("a1 -(b1 OR c1)", All((A, Not(Any((B, C)))))),
    ("NOT(b1)", Not(B)),
    ('-"a1 b1"', Not(Phrase("a1 b1"))),
    ("a1 - b1", All((A, B))),
    ("-- --a1 b1", All((Not(A), B))),
    ('"a1  b1"', Phrase("a1 b1")),
    ("“a1 b1” c1", All((Phrase("a1 b1"), C))),
    ('"a1 b1', Phrase("a1 b1")),
    ('"a1 b*"', Beginning("a1 b")),
    ("pol*", Beginning("pol")),
    ("p*", Word("p*")),
    ("*", None),
    ("e-mail", Word("e-mail")),
    ("24(1)(a) b1", All((Word("24(1)(a)"), B))),
    ("(24(1) OR b1)", Any((Word("24(1)"), B))),
    ("foo:bar", Word("foo:bar")),
    ("body:northport", Field("body", "northport")),
    ("Body:northport", Field("body", "northport")),
    ('body:"city of leeds" a1', All((Field("body", "city of leeds"), A))),
    ("section:24", Field("section", "24")),
    ("exemption:s24(1)", Field("section", "24(1)")),
    ('exemption:"foia s.24"', Field("section", "24")),
    ("-kind:page", Not(Field("kind", "page"))),
    ("after:2026", Dated(first=date(2026, 1, 1))),
    ("before:2026-02", Dated(last=date(2026, 2, 28))),
    ("after:31/01/2026", Dated(first=date(2026, 1, 31))),
    ("body:", None),
    ("after:soon a1", A),
    ("OR a1", A),
    ("a1 OR", A),
    ("AND", None),
    ("a1 NOT", A),
    (")) a1 ((", A),
    ("( )", None),
]


@pytest.mark.parametrize(("typed", "asked"), MEANINGS, ids=[typed or "nothing" for typed, _ in MEANINGS])
def test_a_search_means(typed: str, asked: Node | None) -> None:
    assert read_query(typed).asked == asked


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ('"a1 b1', "no closing quotation mark"),
        ("a1 OR", "OR needs words on both sides"),
        ("a1 AND", "AND needs words on both sides"),
        ("a1 NOT", "NOT needs a word after it"),
        ("after:soon", "such as 2026-01-31"),
        ("body:", "needs a value"),
        ("(" * (MOST_DEPTH + 1) + "a1", "brackets inside brackets"),
        (" ".join(f"w{each}" for each in range(MOST_TERMS + 1)), "We used only the first 32"),
        ("w" * 600, "We used only the first 500 characters"),
    ],
)
def test_what_is_left_out_is_said(typed: str, note: str) -> None:
    assert any(note in said for said in read_query(typed).notes)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a1 b1 -c1", "Searching for: “a1”, “b1” and not “c1”."),
        ('"a1 b1" OR pol*', "Searching for: exactly “a1 b1” or words starting with “pol”."),
        ("(a1 OR b1) c1", "Searching for: (“a1” or “b1”) and “c1”."),
        ("body:leeds section:24", "Searching for: about “leeds” and withheld under “24”."),
        ("after:2026-01-02", "Searching for: dated 2 January 2026 or later."),
        ("before:2026-01-02", "Searching for: dated 2 January 2026 or earlier."),
        ("", ""),
    ],
)
def test_what_was_understood_is_said_in_words(typed: str, said: str) -> None:
    assert say_query(read_query(typed)) == said


def test_names_that_were_looked_up_are_said_by_their_words() -> None:
    assert say_query(Query(OneOf("body", ("x",), says="Leeds"))) == "Searching for: about Leeds."
    assert say_query(Query(OneOf("kind", ()))) == "Searching for: of the kind nothing we recognise."
    assert say_query(Query(Dated(date(2026, 1, 1), date(2026, 1, 31)))) == (
        "Searching for: dated from 1 January 2026 to 31 January 2026."
    )


def test_fields_are_resolved_wherever_they_stand() -> None:
    asked = read_query("a1 -(body:x OR kind:y)").asked
    assert asked is not None
    found = resolve(asked, lambda field: OneOf(field.name, ("1",)) if field.name == "body" else None)
    assert found == All((A, Not(Any((OneOf("body", ("1",)), Field("kind", "y"))))))


def test_what_must_not_be_there_is_not_sought() -> None:
    assert list(sought(read_query('a1 -b1 "c1 d" OR ef*').asked)) == [A, Phrase("c1 d"), Beginning("ef")]


SIGNS = st.sampled_from([*'"“”()-*: aé\0\n', "AND ", "OR ", "NOT ", "body:", "after:"])
TYPED = st.one_of(st.text(max_size=80), st.lists(SIGNS, max_size=60).map("".join))


def depth(node: Node | None) -> int:
    """Return how deep a meaning is nested."""
    match node:
        case All(parts) | Any(parts):
            return 1 + max(map(depth, parts))
        case Not(part):
            return 1 + depth(part)
        case _:
            return 0


@given(TYPED)
def test_any_text_at_all_is_understood_somehow(typed: str) -> None:
    query = read_query(typed)
    assert len(list(sought(query.asked))) <= MOST_TERMS
    assert depth(query.asked) <= 4 * MOST_DEPTH
    assert bool(say_query(query)) == (query.asked is not None)


@given(st.text(max_size=2000))
def test_any_text_at_all_may_be_a_date(typed: str) -> None:
    first, last = first_day(typed), last_day(typed)
    assert (first is None) == (last is None)
    assert first is None or last is None or first <= last


@pytest.mark.parametrize("typed", ["2026-02-30", "0000", "2026-13", "99/99/2026", "", "2026-1-1-1"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert first_day(typed) is None


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("a1 " * 60, A),
        ("a1 B1 b1 A1", All((A, Word("B1")))),
        ("a1 OR A1 OR b1", Any((A, B))),
        ("-a1 -A1 b1", All((Not(A), B))),
        ("(a1 OR b1) (A1 OR B1) c1", All((Any((A, B)), C))),
        ('"x1 y1" "X1  y1"', Phrase("x1 y1")),
        ("a1 a1*", All((A, Beginning("a1")))),
    ],
)
def test_what_is_typed_twice_is_asked_once(typed: str, asked: Node) -> None:
    assert read_query(typed) == Query(asked)


def test_words_typed_again_use_up_no_place_among_those_that_are_asked() -> None:
    words = [f"w{number}" for number in range(MOST_TERMS)]
    query = read_query(" ".join(f"{word} {word.upper()}" for word in words))
    assert query == Query(All(tuple(map(Word, words))))
    many = read_query(" ".join(f"w{number} w{number}" for number in range(MOST_TERMS + 1)))
    assert len(list(sought(many.asked))) == MOST_TERMS
    assert many.notes == ("We used only the first 32 words and phrases.",)
