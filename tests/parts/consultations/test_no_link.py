"""Every table, log, copy, write-ahead file and free page is read: nothing in them leads from a code to a vote."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from dueregard.parts.consultations.actions.count_votes import count_votes
from dueregard.parts.consultations.actions.enter_paper import enter_paper
from dueregard.parts.consultations.actions.prepare import digest_of
from dueregard.parts.consultations.gateways import box
from dueregard.parts.consultations.gateways.keys import KeyIsGone
from dueregard.parts.consultations.models import Box, Code, Consultation
from dueregard.rules.votes.questions import ABSTAIN, Kind, question_of
from tests.bytes_on_disk import content as bytes_of
from tests.parts.consultations.builders import AFTER, NOW, cast_all, opened
from tests.people import Cast

OPTIONS = question_of(Kind.CHOOSE, tuple(f"Option {at}" for at in range(1, 20)), 5)
ODD = "11,13,17,18,19"  # a vote whose text could be nothing else


def _everything() -> str:
    """Return all that is stored: every row of every table, in the order in which the database keeps it."""
    with connection.cursor() as cursor:
        words = []
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            for row in cursor.fetchall():
                words.append(repr([bytes(one) if isinstance(one, memoryview) else one for one in row]))
    return "\n".join(words)


@pytest.mark.django_db
def test_no_row_of_any_table_holds_a_code_or_a_vote_while_voting_is_open(cast: Cast) -> None:
    made, codes = opened(cast, question=OPTIONS)
    cast_all(made, codes, [ODD, "1", "2"])
    stored = _everything()
    assert ODD not in stored
    assert not [code for code in codes if code in stored]
    assert digest_of(made, codes[0]) in stored  # what is looked through is what is stored


@pytest.mark.django_db
def test_a_code_says_only_that_it_was_used(cast: Cast) -> None:
    made, _ = opened(cast)
    columns = {field.name for field in Code._meta.get_fields()}
    assert columns == {"id", "consultation", "digest", "is_used"}
    assert {field.name for field in Box._meta.get_fields()} == {"consultation", "sealed"}
    ids = [code.pk for code in Code.objects.filter(consultation=made).order_by("digest")]
    assert ids != sorted(ids)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_whoever_voted_how_in_which_order_the_same_is_stored(cast: Cast, seed: int) -> None:
    """Of the same votes by the same codes, dealt out another way and in another order, nothing stored differs."""
    made, codes = opened(cast, roll=8)
    votes = ["1", "1", "2", ABSTAIN, "2"]
    chance = Random(seed)
    dealt = list(zip(codes, chance.sample(votes, 5), strict=False))
    chance.shuffle(dealt)
    cast_all(made, [code for code, _ in dealt], [vote for _, vote in dealt])
    assert box.empty(made.pk, Box.objects.get(consultation=made).sealed) == sorted(votes)
    used = set(Code.objects.filter(consultation=made, is_used=True).values_list("digest", flat=True))
    assert used == {digest_of(made, code) for code in codes[:5]}


@pytest.mark.django_db
def test_the_box_is_as_long_as_ever_and_other_bytes_after_each_vote(cast: Cast) -> None:
    made, codes = opened(cast)
    seen = []
    for code in codes[:6]:
        cast_all(made, [code], ["1"])
        seen.append(bytes(Box.objects.get(consultation=made).sealed))
    assert len({len(one) for one in seen}) == 1
    for first, second in pairwise(seen):
        same = sum(one == other for one, other in zip(first, second, strict=True))
        assert same < len(first) / 50  # equal bytes are no more than chance: nothing says what was added where


@pytest.mark.django_db(transaction=True)
def test_file_wal_and_free_pages_hold_no_vote_and_no_code(cast: Cast, tmp_path: Path) -> None:
    """The database's file and its log, byte for byte, while voting is open; after the count nothing opens the box."""
    made, codes = opened(cast, question=OPTIONS)
    cast_all(made, codes, [ODD, *["1", "2", "3"] * 8])
    enter_paper(consultation=made, votes={ODD: 1}, slips=[codes[28]], by=cast.asha, now=AFTER)
    for content in _raw(tmp_path, "open"):
        assert ODD.encode() not in content
        assert not [code for code in codes if code.encode() in content]
    enter_paper(consultation=made, votes={ODD: 1}, slips=[codes[28]], by=cast.ben, now=AFTER)
    assert count_votes(consultation=made, by=cast.asha, now=AFTER) is None
    made.refresh_from_db()
    assert not list((tmp_path / "vote-keys").iterdir())
    for content in _raw(tmp_path, "counted"):
        assert not [code for code in codes if code.encode() in content]
        assert ODD.encode() not in content  # it stands out among few, so the result leaves it out
    assert Consultation.objects.get(pk=made.pk).counted_at == AFTER
    assert NOW < AFTER


def _raw(folder: Path, name: str) -> list[bytes]:
    """Return the bytes of the database: its files and its log as they lie on the disk, free pages and all."""
    if connection.vendor != "sqlite":
        return [_everything().encode(), *_files_of_postgres()]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        path = cursor.fetchone()[2]
    parts = [Path(f"{path}{end}") for end in ("", "-wal")]
    assert all(part.exists() for part in parts), "the tests have a file and its write-ahead log"
    return [bytes_of(part) for part in parts]


def _files_of_postgres() -> list[bytes]:
    """Return every file of the tables of this database, and the write-ahead log, as the server has written them."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        place = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        tables = place / "base" / str(cursor.fetchone()[0])
    logs = sorted((place / "pg_wal").glob("[0-9A-F]*"))
    assert logs, "the log is where the server says"
    return [path.read_bytes() for path in (*sorted(tables.iterdir()), *logs) if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_what_the_database_notes_of_rows_ties_no_code_to_a_vote(cast: Cast) -> None:
    """PostgreSQL marks each row with what wrote it, SQLite keeps rows in order: neither knows a vote by itself."""
    made, codes = opened(cast)
    cast_all(made, codes, ["1", "2", "1"])
    if connection.vendor == "sqlite":
        marks = "SELECT rowid, is_used FROM consultations_code ORDER BY rowid"
    else:
        marks = "SELECT xmin::text, is_used FROM consultations_code ORDER BY ctid"
    with connection.cursor() as cursor:
        cursor.execute(marks)
        used = [mark for mark, is_used in cursor.fetchall() if is_used]
        cursor.execute("SELECT count(*) FROM consultations_box")
        assert cursor.fetchone()[0] == 1  # whatever a mark leads to, it leads to all votes at once
    assert len(used) == 3
    assert box.empty(made.pk, Box.objects.get(consultation=made).sealed) == ["1", "1", "2"]


@pytest.mark.django_db
def test_a_copy_of_what_the_database_holds_opens_no_vote(cast: Cast, tmp_path: Path) -> None:
    """A back-up is the database and the state folder without `vote-keys` (docs/how-to/back-up.md)."""
    made, codes = opened(cast, question=OPTIONS)
    cast_all(made, codes, [ODD])
    sealed = bytes(Box.objects.get(consultation=made).sealed)
    keys = list((tmp_path / "vote-keys").iterdir())
    assert len(keys) == 1
    keys[0].unlink()
    with pytest.raises(KeyIsGone):
        box.empty(made.pk, sealed)
