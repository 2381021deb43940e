"""Moves a stopped site to another database, another place for its files, or both, and compares every row and file.

Everything is read through before anything is written. The rows come in one transaction, which ends only once all of
them were read again and are the same. Nothing of the site as it was is changed. Stopped half-way, it is begun again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from dueregard.foundation.backup.gateways import second_database, site_files, tables
from dueregard.foundation.backup.gateways.database_copy import POSTGRESQL
from dueregard.foundation.backup.gateways.move_reports import write_report
from dueregard.foundation.backup.gateways.second_store import SecondStore, copied_hash, second_store
from dueregard.foundation.backup.gateways.tables import BadRow, Row, Table
from dueregard.foundation.search.actions.mark_changed import EVERYTHING
from dueregard.rules.backup.choice import never_changes
from dueregard.rules.backup.sameness import Summed, differences, row_hash, why_not_in_postgresql

Say = Callable[[str, int, int], None]
READING, WRITING, COMPARING, FILES = "Reading rows", "Writing rows", "Comparing rows", "Moving files"
MOST_TOLD = 20
IN_MEMORY = 1 << 22  # bytes of a file on its way; a larger one goes to a temporary file


class StillRunning(Exception):
    """Somebody works on this site. `who` says so in words, a line each."""

    def __init__(self, who: list[str]) -> None:
        super().__init__("\n".join(who))
        self.who = who


class CannotMove(Exception):
    """What the site holds cannot go there. `faults` says what, a line each; nothing was written."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class NotEmpty(Exception):
    """What the site is to move to holds something else already."""


class NotTheSame(Exception):
    """Something was not the same on the other side, so the new database was left empty. `report` has all of it."""

    def __init__(self, faults: list[str], report: Path) -> None:
        super().__init__("\n".join(faults))
        self.faults, self.report = faults, report


@dataclass(slots=True)
class Moved:
    """What moved: rows of each table, files, bytes, and files that were damaged before; and what differed."""

    rows: dict[str, Summed] = field(default_factory=dict)
    rows_there: dict[str, Summed] = field(default_factory=dict)
    files: Summed = field(default_factory=Summed)
    files_there: Summed = field(default_factory=Summed)
    size: int = 0
    damaged: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    report: Path = Path()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(one.count for one in self.rows.values())


def move_site(*, to: str, files: str, now: datetime, say: Say = lambda words, done, of: None) -> Moved:
    """Move the rows to the database at `to` and the kept files to `files`; each may be empty and then stays.

    Raises: StillRunning, CannotMove, NotEmpty, NotTheSame, BadPlace, DatabaseFault, OSError
    """
    own: BaseDatabaseWrapper = connection
    if who := second_database.who_is_at_it(own, now):
        raise StillRunning(who)
    store = second_store(files) if files else None
    moved = Moved()
    with tables.one_instant(own):
        _refuse_foreign_files(store)
        if to:
            with second_database.second_database(to) as second:
                _refuse_filled(second)
                _read_through(own, second.vendor, moved, say)
                second_database.make_tables(to)
                _refuse_another_version(own, second)
                _move_files(store, moved, say)
                _move_rows(own, second, moved, say)
                told = second_database.named(second)
        else:
            _move_files(store, moved, say)
            told = ""
    moved.report = _reported(moved, now, told, store)
    if moved.differences:
        raise NotTheSame(moved.differences, moved.report)
    return moved


def _refuse_filled(second: BaseDatabaseWrapper) -> None:
    if filled := tables.tables_with_rows(second):
        raise NotEmpty(
            f"{_capital(second_database.named(second))} is not empty: {', '.join(filled[:3])} "
            f"{'has' if len(filled) == 1 else 'have'} rows. Name an empty one; a site is never mixed with another."
        )


def _refuse_foreign_files(store: SecondStore | None) -> None:
    if store is None:
        return
    own = {_name(one) for one in site_files.kept_files()}
    for name, _ in store.names():
        if name not in own and name.partition("/")[0] not in site_files.made_again():
            raise NotEmpty(f"{_capital(store.words)} holds {name}, which is not of this site. Name an empty one.")


def _refuse_another_version(own: BaseDatabaseWrapper, second: BaseDatabaseWrapper) -> None:
    here, there = tables.migrations(own), tables.migrations(second)
    if there - here:
        raise CannotMove(["This site’s database is older than this version. Start the site once, stop it, then move."])


def _read_through(own: BaseDatabaseWrapper, vendor: str, moved: Moved, say: Say) -> None:
    """Count and hash all rows, and look for what cannot move. Raises: CannotMove"""
    faults = [
        f"The table {name} is of a part that is switched off (DUEREGARD_PARTS). Switch it on until the site has moved."
        for name in tables.tables_nobody_knows(own)
    ]
    done = 0
    for table in tables.tables():
        summed = moved.rows[table.name] = Summed()
        try:
            for row in tables.rows(own, table):
                summed.add(row_hash(table.columns, row))
                if vendor == POSTGRESQL:
                    faults += islice(_refused(table, row), max(0, MOST_TOLD - len(faults)))
                done += 1
                say(READING, done, 0)
        except BadRow as fault:
            faults.append(str(fault))
    faults += tables.loose_ends(own)
    if faults:
        raise CannotMove(faults)


def _refused(table: Table, row: Row) -> Iterator[str]:
    for column, value in zip(table.columns, row, strict=True):
        if why := why_not_in_postgresql(column, value):
            yield f"{table.name}, row {row[table.key]}, column {column.name}: {why}"


def _move_rows(own: BaseDatabaseWrapper, second: BaseDatabaseWrapper, moved: Moved, say: Say) -> None:
    """Write all rows, read them again, and keep them only if all are the same."""
    with transaction.atomic(using=second.alias):
        tables.empty(second)
        done = 0
        for table in tables.tables():
            tables.write(second, table, _told(tables.rows(own, table), WRITING, done, moved.count, say))
            done += moved.rows[table.name].count
        for table in tables.tables():
            if table.is_numbered:
                tables.set_last_number(second, table, tables.last_number(own, table))
        moved.differences += tables.loose_ends(second)
        _compare(own, second, moved, say)
        if moved.differences:
            transaction.set_rollback(True, using=second.alias)
        else:
            tables.ask_for_new_index(second, EVERYTHING)


def _compare(own: BaseDatabaseWrapper, second: BaseDatabaseWrapper, moved: Moved, say: Say) -> None:
    done = 0
    for table in tables.tables():
        there = moved.rows_there[table.name] = Summed()
        for row in _told(tables.rows(second, table), COMPARING, done, moved.count, say):
            there.add(row_hash(table.columns, row))
        done += there.count
        if there != moved.rows[table.name]:
            found = differences(_hashes(own, table), _hashes(second, table))
            moved.differences += [f"{table.name}: {words}" for words in found[:MOST_TOLD]]
            if len(found) > MOST_TOLD:
                moved.differences.append(f"{table.name}: {len(found) - MOST_TOLD:,} more rows differ")
        if table.is_numbered and tables.last_number(own, table) != tables.last_number(second, table):
            moved.differences.append(f"{table.name}: new rows would be numbered from another number")


def _hashes(database: BaseDatabaseWrapper, table: Table) -> dict[Any, bytes]:
    return {row[table.key]: row_hash(table.columns, row) for row in tables.rows(database, table)}


def _move_files(store: SecondStore | None, moved: Moved, say: Say) -> None:
    """Copy what is not there yet, and read everything again from where it lies now."""
    if store is None:
        return
    there = dict(store.names())
    sources = list(site_files.kept_files())
    total = sum(one.size for one in sources)
    for one in sources:
        name = _name(one)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as part:
            with one.open() as file:
                here = copied_hash(file, cast(BinaryIO, part))
            found = _hash_there(store, name) if there.get(name) == one.size else b""
            if found != here:
                part.seek(0)
                store.put(name, cast(BinaryIO, part))
                found = _hash_there(store, name)
        moved.files.add(here)
        moved.files_there.add(found)
        moved.size += one.size
        if found != here:
            moved.differences.append(f"The file {name} is another one in {store.words}")
        if never_changes(name) and name.rpartition("/")[2] != here.hex():
            moved.damaged.append(name)
        say(FILES, moved.size, total)


def _hash_there(store: SecondStore, name: str) -> bytes:
    with store.open(name) as file:
        return copied_hash(file)


def _reported(moved: Moved, now: datetime, to: str, store: SecondStore | None) -> Path:
    """Write down what was moved and compared. Nothing of a row stands there but its key, where it differs."""
    told = {
        "begun_at": now.isoformat(),
        "from": second_database.named(connection),
        "to": to,
        "files_to": store.words if store else "",
        "is_the_same": not moved.differences,
        "differences": moved.differences,
        "tables": {
            name: {
                "rows": one.count,
                "hash": one.hash,
                "rows_there": moved.rows_there.get(name, Summed()).count,
                "hash_there": moved.rows_there.get(name, Summed()).hash,
            }
            for name, one in moved.rows.items()
        },
        "files": {
            "files": moved.files.count,
            "bytes": moved.size,
            "hash": moved.files.hash,
            "files_there": moved.files_there.count,
            "hash_there": moved.files_there.hash,
            "damaged_before": moved.damaged,
        },
    }
    return write_report(told, now)


def _told(rows: Iterable[Row], words: str, done: int, of: int, say: Say) -> Iterator[Row]:
    for number, row in enumerate(rows, start=done + 1):
        yield row
        say(words, number, of)


def _name(one: site_files.Source) -> str:
    return one.path.removeprefix(f"{site_files.FILES}/")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
