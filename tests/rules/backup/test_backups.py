"""What a back-up's list says, what of earlier back-ups is used again, and what may go."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.backup import choice, keeping, names
from dueregard.rules.backup.manifest import BackupList, Held, NotAList, read, written

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
ONE = BackupList(
    made_at=NOW.isoformat(),
    version="0.1.0",
    engine="sqlite",
    rows={"bodies_body": 45_000},
    held=(Held("database/site.sqlite3", 5, 3, ("aa", "bb")), Held("files/ab/cd", 2, 9, ("aa",))),
    packs={"aa": "packs/1.age", "bb": "packs/2.age"},
)


def earlier(days: int, packs: set[str] | None) -> keeping.Earlier:
    return keeping.Earlier(
        names.backup_name(NOW - days * DAY), NOW - days * DAY, None if packs is None else frozenset(packs)
    )


def test_a_list_says_the_same_after_it_was_written_and_read() -> None:
    assert read(written(ONE)) == ONE


@pytest.mark.parametrize(
    "path", ["files/../../etc/passwd", "/etc/passwd", "files//x", "passwd", "files/./x", "files\\..\\x"]
)
def test_a_list_that_names_a_file_outside_the_site_is_refused(path: str) -> None:
    told = json.loads(written(ONE))
    told["held"][0]["path"] = path
    with pytest.raises(NotAList, match="outside"):
        read(json.dumps(told).encode())


@pytest.mark.parametrize("wrong", [{"cut": 0}, {"cut": 1}, {"size": 9}, {"size": -5}, {"path": 7}, {"pieces": ["aa"]}])
def test_a_list_whose_files_do_not_fit_their_pieces_is_refused(wrong: dict[str, object]) -> None:
    told = json.loads(written(ONE))
    told["held"][0] |= wrong
    with pytest.raises(NotAList):
        read(json.dumps(told).encode())


def test_a_list_of_another_form_says_so_and_a_damaged_one_too() -> None:
    told = json.loads(written(ONE))
    with pytest.raises(NotAList, match="another version"):
        read(json.dumps({**told, "form": 2}).encode())
    with pytest.raises(NotAList, match="where all its pieces are"):
        read(json.dumps({**told, "packs": {"packs/1.age": ["aa"]}}).encode())
    for damaged in (b"", b"[]", written(ONE)[:-20], b'{"form": 1}', b"\xff\xfe"):
        with pytest.raises(NotAList):
            read(damaged)


def test_a_piece_is_used_again_only_while_its_pack_is_there() -> None:
    packs = {"aa": "packs/1", "bb": "packs/2", "cc": "packs/3"}
    assert keeping.reusable(packs, ["aa", "bb", "cc", "dd"], {"packs/1", "packs/3"}, {"packs/3"}) == {"aa": "packs/1"}


def test_what_was_erased_goes_with_the_last_back_up_that_needs_it() -> None:
    packs = {"aa": "packs/1", "erased": "packs/1", "bb": "packs/2"}
    at = {"packs/1": NOW - 31 * DAY, "packs/2": NOW - 31 * DAY}
    assert keeping.left_behind(packs, {"aa", "bb"}, at, NOW, 30 * DAY) == {"packs/1"}
    assert keeping.left_behind(packs, {"aa", "bb", "erased"}, at, NOW, 30 * DAY) == set()
    assert keeping.left_behind(packs, {"aa", "bb"}, {**at, "packs/1": NOW - 29 * DAY}, NOW, 30 * DAY) == set()


def test_a_pack_that_also_holds_something_erased_stays_marked_until_it_is_left_behind() -> None:
    first = {"aa": "packs/1", "erased": "packs/1", "bb": "packs/2", "old": "packs/3"}
    now = {"aa": "packs/1", "bb": "packs/2"}
    marks = keeping.marked(first, now)
    assert list(marks.values()) == ["packs/1"]
    assert "erased" not in marks
    assert keeping.marked({**now, **marks}, now) == marks
    at = {"packs/1": NOW - 31 * DAY, "packs/2": NOW - 31 * DAY}
    assert keeping.left_behind({**now, **marks}, now, at, NOW, 30 * DAY) == {"packs/1"}


@given(st.lists(st.integers(0, 400), unique=True, min_size=1), st.integers(1, 60))
def test_the_newest_back_up_is_kept_however_old_it_is(ages: list[int], keep: int) -> None:
    gone = keeping.outlived([earlier(age, set()) for age in ages], NOW, keep * DAY)
    assert earlier(min(ages), set()) not in gone
    assert {one.made_at for one in gone} == {NOW - age * DAY for age in ages if age > keep and age != min(ages)}


def test_a_pack_stays_while_a_kept_back_up_needs_it_or_does_not_say_what_it_needs() -> None:
    packs = ["packs/1", "packs/2", "packs/3"]
    kept = [earlier(2, {"packs/1"}), earlier(1, {"packs/2"})]
    assert keeping.unneeded(packs, kept) == {"packs/3"}
    assert keeping.unneeded(packs, [*kept, earlier(3, None)]) == set()


def test_names_tell_when_and_are_in_order() -> None:
    name = names.backup_name(NOW)
    assert name == "2026-11-30T02-00-00Z"
    assert names.made_at(name) == names.made_at(names.pack_name("packs", name, 3)) == NOW
    assert names.backup_name(NOW - DAY) < name
    assert names.backups_in(["2026-11-30T02-00-00Z.age", "2026-11-30T02-00-00Z.packs", "notes.age"]) == [name]


def test_the_packs_a_back_up_needs_are_read_as_they_were_written() -> None:
    told = {"packs/1.age": 12, "sealed/2.age": 0}
    assert names.needs_read(names.needs_written(told)) == told
    assert names.needs_read(b"packs/1.age twelve\n") is None
    assert names.needs_read(b"") is None


def test_only_a_file_called_after_its_bytes_is_known_without_reading_it() -> None:
    assert choice.never_changes("files/ab/" + "ab" * 32)
    assert not choice.never_changes("files/ab/" + "ab" * 31)
    assert not choice.never_changes("state/secret-key")
