"""Restores a back-up: beside the site to prove it, or into a site that is empty.

Every piece is compared with its name, the database is read through and its rows are counted before anything is moved.
"""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from dueregard.foundation.backup.actions.back_up import DATABASE, Say
from dueregard.foundation.backup.gateways import database_copy, site_files
from dueregard.foundation.backup.gateways.age_program import AgeRefused, opening
from dueregard.foundation.backup.gateways.kept_lists import RESTORING
from dueregard.foundation.backup.gateways.packs import DamagedPack, pieces_in
from dueregard.foundation.backup.gateways.places import Place
from dueregard.rules.backup import names
from dueregard.rules.backup.manifest import BackupList, Held, read

ERASED = f"{site_files.STATE}/erased.jsonl"


class NoBackup(Exception):
    """There is no such back-up in this place."""


class NotEmpty(Exception):
    """This site holds something already; a back-up is never mixed with it."""


class BadBackup(Exception):
    """The back-up is not whole. `faults` says in words what is wrong, a line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the back-up's name and list, and the files that were deleted from later back-ups since."""

    name: str
    one: BackupList
    deleted_since: tuple[str, ...]


def restore(*, place: Place, identity: Path, name: str = "", say: Say = lambda words, done, of: None) -> Restored:
    """Fill this site, which has to be empty, from a back-up: the newest, or the one that is named.

    Raises: NoBackup, NotEmpty, BadBackup, NoAge, AgeRefused, DatabaseFault, OSError
    """
    if database_copy.has_tables() or site_files.has_files():
        if left := next(Path(settings.STATE).glob(f"{RESTORING}*"), None):
            raise NotEmpty(
                f"A restore into this site was stopped half-way and left {left}. It is not whole: do not start it. "
                "Delete its folder, with PostgreSQL also the database, and restore into new ones."
            )
        raise NotEmpty(
            "This site already holds something, and a back-up is never mixed with it. "
            "Name an empty folder, and an empty database if you use PostgreSQL: DUEREGARD_STATE=/srv/restored"
        )
    with tempfile.TemporaryDirectory(dir=settings.STATE, prefix=RESTORING) as folder:
        done = check(place=place, identity=identity, name=name, into=Path(folder), is_filled=True, say=say)
        say("Moving everything to its place", 0, 0)
        database_copy.fill_database(Path(folder) / DATABASE)
        site_files.take_in(Path(folder))
    return done


def check(
    *,
    place: Place,
    identity: Path,
    name: str = "",
    into: Path,
    is_filled: bool = False,
    say: Say = lambda words, done, of: None,
) -> Restored:
    """Restore a back-up into an empty folder, and compare all of it with its list. `is_filled`: this site gets it.

    Raises: NoBackup, BadBackup, NoAge, AgeRefused, DatabaseFault, OSError
    """
    newest, name = _choose(place, name)
    one = _list_of(place, identity, name)
    database_copy.refuse_another_kind(one.engine, is_filled=is_filled)
    held = [each for each in one.held if each.path != ERASED or name == newest]
    latest = one if name == newest else _list_of(place, identity, newest)
    absent = _absent(place, one, latest, held)
    held = [each for each in held if each.path not in absent]
    _fetch(place, identity, one, held, into, say)
    if name != newest:  # what was erased since must not come back
        _fetch(place, identity, latest, [each for each in latest.held if each.path == ERASED], into, say)
    say("Reading the database through", 0, 0)
    _compare(one, database_copy.look_at_copy(into / DATABASE))
    return Restored(name, one, tuple(sorted(absent)))


def backups(place: Place) -> list[str]:
    """Return the names of the back-ups in a place, the oldest first. Raises: OSError"""
    return names.backups_in(place.names(names.LISTS))


def _choose(place: Place, name: str) -> tuple[str, str]:
    found = backups(place)
    if not found:
        raise NoBackup(f"There is no back-up in {place.words}.")
    if name and name not in found:
        raise NoBackup(f"There is no back-up {name} in {place.words}. The last ones are {', '.join(found[-5:])}.")
    return found[-1], name or found[-1]


def _list_of(place: Place, identity: Path, name: str) -> BackupList:
    with place.reading(names.list_name(name)) as path, opening(path, identity) as stream:
        content = stream.read()
    one = read(content)
    if (made := names.backup_name(datetime.fromisoformat(one.made_at))) != name:
        raise BadBackup([f"{name} was made as {made}: its name was changed."])
    return one


def _absent(place: Place, one: BackupList, latest: BackupList, held: list[Held]) -> set[str]:
    """Return the files of apps' folders that were deleted since. All else has to be there. Raises: BadBackup

    Only packs that the latest back-up does not need can have been removed with what was deleted.
    """
    folders = {pack.partition("/")[0] for pack in one.packs_needed()}
    there = {f"{folder}/{name}" for folder in folders for name in place.names(folder)}
    missing = one.packs_needed() - there
    owed = {pack for pack in missing if pack.startswith(f"{names.PACKS}/")} | (missing & latest.packs_needed())
    faults = [f"{pack} is missing." for pack in sorted(owed)]
    if faults:
        raise BadBackup(faults)
    return {each.path for each in held if any(one.packs[piece] in missing for piece in each.pieces)}


def _fetch(place: Place, identity: Path, one: BackupList, held: list[Held], into: Path, say: Say) -> None:
    """Write files from their pieces. Raises: BadBackup"""
    places: dict[str, list[tuple[Path, int, int]]] = {}  # piece -> files, where in them it begins, how long it may be
    for each in held:
        path = into / each.path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(0o600)
        for number, piece in enumerate(each.pieces):
            places.setdefault(piece, []).append((path, number * each.cut, each.cut))
    total, done = sum(each.size for each in held), 0
    if total > shutil.disk_usage(into).free:
        raise OSError(errno.ENOSPC, f"The back-up holds {filesizeformat(total)}, and less than that is free", str(into))
    found: set[str] = set()
    for pack in sorted({one.packs[piece] for piece in places}):
        for piece, content in _pieces(place, pack, identity):
            found.add(piece)
            for path, begins, longest in places.get(piece, ()):
                if len(content) > longest:
                    raise BadBackup([f"{pack} holds a piece that is too long."])
                _put(path, begins, content)
                done += len(content)
                say("Fetching", done, total)
    faults = [f"{each.path} is not complete." for each in held if not _is_whole(each, found, into)]
    if faults:
        raise BadBackup(faults)


def _pieces(place: Place, pack: str, identity: Path) -> Iterator[tuple[str, bytes]]:
    try:
        yield from pieces_in(place, pack, identity)
    except (DamagedPack, AgeRefused) as fault:
        raise BadBackup([f"{pack} cannot be opened or is damaged: {fault}"]) from fault


def _put(path: Path, begins: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(begins)
        file.write(content)


def _is_whole(each: Held, found: set[str], into: Path) -> bool:
    return found.issuperset(each.pieces) and (into / each.path).stat().st_size == each.size


def _compare(one: BackupList, copy: database_copy.DatabaseCopy) -> None:
    """Raises: BadBackup"""
    faults = [f"SQLite says of the database: {copy.damage}."] if copy.damage else []
    for table in sorted({*one.rows, *copy.rows}):
        was, has = one.rows.get(table), copy.rows.get(table)
        if was != has:
            faults.append(f"The table {table} had {was} rows and has {has}.")
    if faults:
        raise BadBackup(faults)
