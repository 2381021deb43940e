"""The custody log: one way to write a line, a chain that shows every change, and lines whose content is withheld."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.custody import (
    START,
    Content,
    NotCanonical,
    canonical,
    content_hash,
    exported_log,
    link,
    verify_log,
)

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FILE = sha256(b"a file").hexdigest()


def content(number: int, **fields: Any) -> Content:
    known = {"at": AT, "did": "received", "document": "d", "sha256": FILE, "by": "", "details": {"size": 6}} | fields
    return Content(number=number, **known)


def log(count: int, *, withheld: set[int] = frozenset()) -> list[str]:  # type: ignore[assignment]
    lines, previous = [], START
    for number in range(1, count + 1):
        said = content(number)
        digest = link(previous, content_hash(said))
        lines.append((said, previous, digest, number not in withheld))
        previous = digest
    return list(exported_log(lines, number=count, head=previous))


def test_a_log_as_it_was_written_holds() -> None:
    verdict = verify_log(log(5))
    assert verdict.holds
    assert (verdict.lines, verdict.withheld, verdict.hashes) == (5, 0, {FILE})


def test_lines_whose_content_is_withheld_can_still_be_followed() -> None:
    verdict = verify_log(log(5, withheld={2, 4}))
    assert verdict.holds
    assert verdict.withheld == 2


def test_a_part_of_a_log_holds_by_itself() -> None:
    head, *lines = log(6)
    assert verify_log([head, *lines[2:]]).holds


def test_an_empty_log_holds() -> None:
    assert verify_log(exported_log([], number=0, head=START)).holds


def changed(field: str, value: object) -> list[str]:
    lines = log(4)
    row = json.loads(lines[2])
    row[field] = value
    return [*lines[:2], json.dumps(row), *lines[3:]]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (changed("did", "published"), "Line 2 was changed"),
        (changed("at", "2026-11-23T10:00:00.000001Z"), "Line 2 was changed"),
        (changed("sha256", START), "Line 2 was changed"),
        (changed("details", {"size": 7}), "Line 2 was changed"),
        (changed("details", {"size": 6.5}), "Line 2 was changed"),
        (changed("by", "mallory"), "Line 2 was changed"),
        (changed("digest", START), "does not follow"),
        (changed("digest", "short"), "incomplete"),
        (changed("number", 3), "is where line 2 should be"),
        (changed("number", None), "incomplete"),
        ([*log(4)[:2], *log(4)[3:]], "is where line 2 should be"),
        (log(4)[:-1], "missing or were added"),
        ([*log(4), log(5)[-1]], "missing or were added"),
        ([log(4)[0], *reversed(log(4)[1:])], "does not follow"),
        (log(4)[1:], "does not start"),
        ([], "empty"),
        ([*log(2)[:2], "{not json", log(2)[2]], "not a line"),
        (["[" * 100_000], "not a line"),
    ],
)
def test_whatever_is_changed_is_seen(lines: list[str], says: str) -> None:
    verdict = verify_log(lines)
    assert not verdict.holds
    assert any(says in problem for problem in verdict.problems), verdict.problems


def test_the_same_instant_is_written_in_one_way() -> None:
    summer = AT.astimezone(timezone(timedelta(hours=1)))
    assert content_hash(content(1, at=summer)) == content_hash(content(1))


@pytest.mark.parametrize("details", [{"ratio": 0.5}, {"a": {"b": [1.0]}}, {"name": "a\0b"}, {1: "x"}])
def test_what_two_programs_could_write_in_two_ways_is_refused(details: dict[Any, Any]) -> None:
    with pytest.raises(NotCanonical):
        canonical(details)


@given(st.lists(st.text(), max_size=8))
def test_no_text_makes_the_check_fall_over(lines: list[str]) -> None:
    assert not verify_log(lines).holds


@given(st.dictionaries(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), st.integers()))
def test_what_is_read_back_from_a_file_has_the_same_hash(details: dict[str, int]) -> None:
    said = content(1, details=details)
    digest = link(START, content_hash(said))
    assert verify_log(exported_log([(said, START, digest, True)], number=1, head=digest)).holds
