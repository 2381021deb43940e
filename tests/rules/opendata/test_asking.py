"""What makes no sense is refused with a sentence; a place in a list is only what the site wrote itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.opendata.asking import MOST, NoSense, Place, place_pattern, read_place, read_question, write_place
from dueregard.rules.opendata.pace import MOST_NAMES, Pace
from dueregard.rules.opendata.packaging import cell
from dueregard.rules.opendata.tables import Column, Filter, Table, Type, as_said

SECRET = b"of this site alone"
TABLE = Table(
    name="things",
    one="thing",
    title="Things",
    says="Things.",
    licence=as_said("a test"),
    columns=(Column("id", Type.TEXT, "Its id.", "a"),),
    filters=(Filter("kind", "Of this kind.", "big", ("big", "small")),),
    since="at",
)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"limit": ["0"]}, "limit"),
        ({"limit": ["-1"]}, "limit"),
        ({"limit": [str(MOST + 1)]}, "limit"),
        ({"limit": ["1e3"]}, "limit"),
        ({"limit": ["٣"]}, "limit"),
        ({"limit": ["5", "6"]}, "limit"),
        ({"page": ["2"]}, "page"),
        ({"since": ["2026-02-30"]}, "since"),
        ({"since": ["30/11/2026"]}, "since"),
        ({"since": ["2026-11-30T00:00"]}, "since"),
        ({"kind": ["huge"]}, "kind"),
        ({"kind": [""]}, "kind"),
        ({"after": [""]}, "after"),
        ({"after": ["nowhere"]}, "after"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(given: dict[str, list[str]], name: str) -> None:
    with pytest.raises(NoSense) as refusal:
        read_question(TABLE, given, secret=SECRET)
    assert refusal.value.name == name
    assert str(refusal.value).endswith(".")


@given(st.integers(0, 2**53 - 1), st.uuids())
def test_a_place_comes_back_as_it_was_written(microseconds: int, key: UUID) -> None:
    place = Place(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds), str(key))
    assert read_place(write_place(place, SECRET), TABLE, SECRET) == place


def test_a_place_does_not_say_the_minute_of_its_row() -> None:
    at, key = datetime(2026, 11, 24, 9, 41, 7, tzinfo=UTC), "c1c7f8d0-51a4-4f0e-8a38-0d1c9a7e5b77"
    written = write_place(Place(at, key), SECRET)
    assert str(int(at.timestamp()))[:6] not in written
    assert written != write_place(Place(at, key), b"of another site")


def test_a_place_that_somebody_turns_a_bit_of_tells_no_bit_of_the_instant() -> None:
    """With a number laid over it, the row comes after its own turned place just where the turned bit is set."""
    at, key = datetime(2026, 11, 24, 9, 30, 15, 250, UTC), "4c1c0a52-9d3e-4f0a-8c53-0f6f5f5d7c11"
    veiled = int(write_place(Place(at, key), SECRET).partition("~")[0])
    micro = timedelta(microseconds=1)
    for bit in range(52):
        turned = read_place(f"{veiled ^ 1 << bit}~{key}", TABLE, SECRET).at
        assert turned is not None
        assert abs(turned - at) // micro != 1 << bit, bit


@given(st.integers(0, 10**18 - 1))
def test_a_place_in_a_table_without_instants_is_a_number(key: int) -> None:
    plain = replace(TABLE, since="")
    assert read_place(write_place(Place(None, str(key)), SECRET), plain, SECRET) == Place(None, str(key))


@given(st.from_regex(place_pattern(TABLE), fullmatch=True))
def test_whatever_looks_like_a_place_is_one(words: str) -> None:
    assert read_place(words, TABLE, SECRET).at is not None


@given(st.text())
def test_any_other_words_are_no_place(words: str) -> None:
    with pytest.raises(NoSense):
        read_place(words, TABLE, SECRET)


def test_whoever_asks_too_often_waits_until_the_minute_is_over() -> None:
    pace = Pace()
    assert [pace.wait("a", 90, 2) for _ in range(3)] == [0, 0, 30]
    assert pace.wait("b", 91, 2) == 0
    assert pace.wait("a", 120, 2) == 0


def test_many_names_fill_no_memory() -> None:
    pace = Pace()
    for number in range(MOST_NAMES):
        pace.wait(number, 0, 1)
    assert [pace.wait(name, 0, 1) for name in ("new", "newer")] == [0, 60]


@pytest.mark.parametrize(
    ("type_", "value", "words"),
    [
        (Type.TEXT, "2010-11", "2010-11"),
        (Type.TEXT, "5E1", "5E1"),
        (Type.TEXT, '=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        (Type.TEXT, "@SUM(1)", "'@SUM(1)"),
        (Type.ADDRESS, "+44", "'+44"),
        (Type.WORDS, ["=1", "é"], '["=1", "é"]'),
        (Type.DAY, None, ""),
        (Type.YES_NO, True, "true"),
        (Type.WHOLE, 5, "5"),
    ],
)
def test_a_cell_is_what_its_column_says_and_never_a_formula(type_: Type, value: object, words: str) -> None:
    assert cell(Column("a", type_, "", ""), value) == words
