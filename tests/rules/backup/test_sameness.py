"""One canonical form for what SQLite and PostgreSQL give back, and what only one of them takes."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from dueregard.rules.backup.sameness import (
    Column,
    NotOfItsKind,
    Summed,
    canonical,
    differences,
    row_hash,
    why_not_in_postgresql,
)

SUMMER = timezone(timedelta(hours=1))
KEY = "0f9c2c6e5a1b4d3e8f7a6b5c4d3e2f10"
SAME = [
    ("TextField", "café\r\n", "café\r\n"),
    ("BooleanField", 1, True),
    ("BooleanField", 0, False),
    ("BigAutoField", 7, 7),
    ("FloatField", 1, 1.0),
    ("FloatField", -0.0, 0.0),
    ("DecimalField", "1.50", "1.5"),
    ("UUIDField", KEY, UUID(KEY)),
    ("BinaryField", b"\0\xff", memoryview(b"\0\xff")),
    ("DateField", "2026-12-01", date(2026, 12, 1)),
    ("DateTimeField", "2026-07-01 09:00:00", datetime(2026, 7, 1, 10, 0, tzinfo=SUMMER)),
    ("DateTimeField", "2026-07-01 09:00:00.120000", datetime(2026, 7, 1, 9, 0, 0, 120_000, tzinfo=UTC)),
    ("DurationField", -1_500_000, timedelta(seconds=-1.5)),
    ("JSONField", '{"b": 1e3, "a": [1.50, -0.0, "\\u00e9"]}', '{"a": [1.5, 0.0, "é"], "b": 1000}'),
    ("JSONField", "1e22", "10000000000000000000000"),
]
OTHERS = [
    ("TextField", "1", "1 "),
    ("JSONField", '{"a": 1}', '{"a": "1"}'),
    ("JSONField", "[1, 2]", "[2, 1]"),
    ("JSONField", "null", "false"),
    ("JSONField", "1", '{"": "1"}'),
    ("JSONField", '{"a": 1}', '{"{": {"a": 1}}'),
    ("DateTimeField", "2026-07-01 09:00:00", "2026-07-01 09:00:00.000001"),
    ("BinaryField", b"", b"\0"),
    ("TextField", "", None),
    ("JSONField", "null", None),
    ("FloatField", 0.1, 0.1 + 2**-56),
]


def hashed(kind: str, *values: Any) -> bytes:
    """Return the hash of a row whose columns are all of one kind."""
    columns = [Column(f"c{number}", kind) for number in range(len(values))]
    return row_hash(columns, [canonical(column, value) for column, value in zip(columns, values, strict=True)])


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_both_databases_values_have_one_hash(kind: str, one: Any, other: Any) -> None:
    assert hashed(kind, one) == hashed(kind, other)


@pytest.mark.parametrize(("kind", "one", "other"), OTHERS)
def test_different_values_have_different_hashes(kind: str, one: Any, other: Any) -> None:
    assert hashed(kind, one) != hashed(kind, other)


def test_no_value_runs_into_the_next() -> None:
    assert len({hashed("TextField", *row) for row in [("ab", ""), ("a", "b"), ("", "ab"), ("-", ""), (None, "")]}) == 5


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("BigIntegerField", "seven"),
        ("BooleanField", 2),
        ("TextField", b"bytes"),
        ("BinaryField", "text"),
        ("DateField", "yesterday"),
        ("DateTimeField", 5),
        ("UUIDField", "no"),
        ("JSONField", "{"),
        ("FloatField", "much"),
        ("DecimalField", "much"),
        ("DurationField", "long"),
    ],
)
def test_what_is_not_of_the_columns_kind_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(NotOfItsKind):
        canonical(Column("c", kind), value)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("TextField", "a\0b", "NUL"),
        ("JSONField", '{"a": ["\\u0000"]}', "NUL"),
        ("JSONField", '{"\\u0000": 1}', "NUL"),
        ("JSONField", '"\\\\u0000"', ""),  # an escaped backslash and five signs
        ("JSONField", '"\\ud800"', "lone surrogate"),
        ("JSONField", '"\\ud83d\\ude00"', ""),
        ("CharField", "é" * 10, ""),
        ("CharField", "é" * 11, "11 characters"),
        ("PositiveSmallIntegerField", 32_768, "16 bits"),
        ("IntegerField", -(2**31) - 1, "32 bits"),
        ("BigIntegerField", 2**63 - 1, ""),
        ("BinaryField", b"\0", ""),
        ("TextField", None, ""),
    ],
)
def test_what_postgresql_refuses_is_known_beforehand(kind: str, value: Any, words: str) -> None:
    column = Column("c", kind, longest=10 if kind == "CharField" else None)
    found = why_not_in_postgresql(column, canonical(column, value))
    assert words in found
    assert bool(found) is bool(words)


def test_the_sum_is_the_same_in_any_order_and_counts_what_comes_twice() -> None:
    one, other, twice = Summed(), Summed(), Summed()
    rows = [hashed("TextField", word) for word in ("a", "b", "c")]
    for row in rows:
        one.add(row)
    for row in reversed(rows):
        other.add(row)
    for row in (rows[0], rows[0], rows[2]):
        twice.add(row)
    assert one == other
    assert one.hash != twice.hash


def test_each_row_that_differs_is_named() -> None:
    assert differences({1: b"a", 2: b"b", 3: b"c"}, {1: b"a", 2: b"x", 4: b"d"}) == [
        "row 2 is another one",
        "row 3 is missing",
        "row 4 should not be there",
    ]
