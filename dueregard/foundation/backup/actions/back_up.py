"""Makes a back-up of this site while it runs: what is new is written, closed so that this server cannot read it.

A list that is there is a whole back-up: it is written last. What went wrong before it leaves packs that nobody needs,
and the next back-up removes them.
"""

import errno
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.utils.crypto import salted_hmac

from dueregard import __version__
from dueregard.foundation.backup.gateways import age_program, kept_lists, site_files
from dueregard.foundation.backup.gateways.database_copy import DatabaseCopy, copy_database
from dueregard.foundation.backup.gateways.packs import PackWriter
from dueregard.foundation.backup.gateways.places import Place
from dueregard.foundation.backup.gateways.site_files import Source
from dueregard.rules.backup import keeping, names
from dueregard.rules.backup.choice import DATABASE_PIECE, FILE_PIECE, never_changes
from dueregard.rules.backup.manifest import BackupList, Held, written

DATABASE = "database"
Say = Callable[[str, int, int], None]  # what is being done, and how many bytes of how many


@dataclass(frozen=True, slots=True)
class Made:
    """A back-up that was made: its name, what it holds, what of that was written now (bytes), what was removed."""

    name: str
    files: int
    size: int
    new: int
    removed: tuple[str, ...]  # names of older back-ups
    damage: str  # what SQLite says is wrong with the database; then nothing was removed


@dataclass
class _Plan:
    """What one back-up is about to hold."""

    held: list[Held] = field(default_factory=list)
    packs: dict[str, str] = field(default_factory=dict)
    new: int = 0


def back_up(
    *, place: Place, recipients: Sequence[str], keep: timedelta, now: datetime, say: Say = lambda words, done, of: None
) -> Made:
    """Make a back-up and remove those older than `keep`.

    Raises: AlreadyRunning, NoAge, AgeRefused, DatabaseFault, OSError
    """
    age_program.check(recipients)
    with kept_lists.one_at_a_time() as folder:
        _refuse_place(place, now)
        for left in folder.glob("work-*"):
            shutil.rmtree(left, ignore_errors=True)  # a back-up that was killed
        place.tidy()
        with tempfile.TemporaryDirectory(dir=folder, prefix="work-") as work:
            return _make(place, recipients, keep, now, Path(work), say)


def _refuse_place(place: Place, now: datetime) -> None:
    """Refuse a place in which this back-up would do harm, or would not be taken for the newest. Raises: OSError"""
    site_files.refuse_within_site(place.root)
    name, there = names.backup_name(now), place.names(names.LISTS)
    if later := [one for one in names.backups_in(there) if one > name]:
        words = "It holds a back-up of a later date, so the clock is wrong or was. Set it, or move that back-up away"
        raise OSError(errno.EINVAL, words, f"{place.words}: {later[-1]}")
    if names.list_name(name).rpartition("/")[2] in there:
        raise FileExistsError(errno.EEXIST, "A back-up of this very second is already there", name)
    own = names.mark_of_site(salted_hmac("dueregard.backup.place", "").hexdigest())
    others = [one for one in there if names.is_mark(one) and one != own.rpartition("/")[2]]
    if others:
        words = (
            "Another site backs up to this place. Give each a place of its own. If this site has a new secret key, "
            f"delete {names.LISTS}/{others[0]}"
        )
        raise FileExistsError(errno.EEXIST, words, place.words)
    if own.rpartition("/")[2] not in there:
        with place.writing(own) as path:
            path.write_bytes(b"one site\n")


def _make(place: Place, recipients: Sequence[str], keep: timedelta, now: datetime, work: Path, say: Say) -> Made:
    name = names.backup_name(now)
    say("Copying the database", 0, 0)
    copy = copy_database(work)
    last = kept_lists.last_list(place.words)
    there = _as_they_were(place, last, _packs_there(place))
    # The database is copied first: a file is on the disk before its row is, so each row of the copy has its file.
    files = [*site_files.kept_files(), *site_files.files_beside()]
    database = list(_database_files(work))
    known = _known(last, files)
    changing = [source for source in files if not never_changes(source.path)]
    wanted = {piece for one in known.values() for piece in one.pieces}
    wanted.update(_pieces_of(database, DATABASE_PIECE), _pieces_of(changing, FILE_PIECE))
    gone = _left_behind(last, wanted, now, keep)
    in_packs = {pack for pack in there if pack.startswith(f"{names.PACKS}/")}
    usable = keeping.reusable(last.packs if last else {}, wanted, in_packs, gone)
    plan = _Plan(packs=dict(usable))
    todo = sum(one.size for one in files if not _stands(known.get(one.path), usable)) + sum(
        one.size for one in database
    )
    told = _Told(say, todo)
    with PackWriter(place, recipients, partial(names.pack_name, names.PACKS, name)) as packs:
        for source in database:
            _write_one(source, DATABASE_PIECE, packs, plan, told)
        packs.begin_another()
        for source in files:
            before = known.get(source.path)
            if before and _stands(before, usable):
                plan.held.append(before)
            else:
                _write_one(source, FILE_PIECE, packs, plan, told)
    plan.packs.update(packs.packs)
    _write_folders(place, recipients, name, last, there, plan)
    one = _listed(plan, last, copy, now)
    _write_list(place, recipients, name, one)
    kept_lists.remember_list(place.words, one)
    removed = () if copy.damage else _remove_old(place, name, one, now, keep)
    size = sum(held.size for held in one.held)
    return Made(name, len(one.held), size, plan.new, removed, copy.damage)


@dataclass
class _Told:
    say: Say
    of: int
    done: int = 0

    def more(self, size: int) -> None:
        self.done += size
        self.say("Writing what is new", self.done, max(self.of, self.done))


def _packs_there(place: Place) -> dict[str, int]:
    folders = (names.PACKS, *site_files.backed_up_folders())
    return {
        f"{folder}/{name}": size
        for folder in folders
        for name, size in place.names(folder).items()
        if names.is_pack(name)  # what is called otherwise is not ours, and is never removed
    }


def _as_they_were(place: Place, last: BackupList | None, there: dict[str, int]) -> dict[str, int]:
    """Leave out packs that are longer or shorter than when the last back-up was made: they are not used again."""
    told: dict[str, int] = {}
    if last is not None:
        with (
            suppress(FileNotFoundError),
            place.reading(names.needs_name(names.backup_name(datetime.fromisoformat(last.made_at)))) as path,
        ):
            told = names.needs_read(path.read_bytes()) or {}
    return {pack: size for pack, size in there.items() if told.get(pack, size) == size}


def _database_files(work: Path) -> Iterator[Source]:
    for path in sorted(path for path in work.rglob("*") if path.is_file()):
        yield Source(f"{DATABASE}/{path.relative_to(work)}", path.stat().st_size, partial(site_files.open_file, path))


def _known(last: BackupList | None, files: Iterable[Source]) -> dict[str, Held]:
    """Return what the last back-up says of files whose bytes cannot have changed since."""
    before = {one.path: one for one in last.held} if last else {}
    known = {}
    for source in files:
        one = before.get(source.path)
        if one and one.size == source.size and never_changes(source.path):
            known[source.path] = one
    return known


def _pieces_of(sources: Iterable[Source], length: int) -> Iterator[str]:
    for source in sources:
        with suppress(FileNotFoundError), source.open() as file:  # it was erased meanwhile
            yield from (piece for piece, _ in _cut(file, length))


def _cut(file: BinaryIO, length: int) -> Iterator[tuple[str, bytes]]:
    while content := file.read(length):
        yield hashlib.sha256(content).hexdigest(), content


def _left_behind(last: BackupList | None, wanted: set[str], now: datetime, keep: timedelta) -> set[str]:
    if last is None:
        return set()
    at = {pack: instant for pack in last.packs_needed() if (instant := names.made_at(pack))}
    return keeping.left_behind(last.packs, wanted, at, now, keep)


def _stands(one: Held | None, usable: dict[str, str]) -> bool:
    return one is not None and all(piece in usable for piece in one.pieces)


def _write_one(source: Source, length: int, packs: PackWriter, plan: _Plan, told: _Told) -> None:
    """Cut a file and write what is not there yet. One that went meanwhile was erased: it is not in this back-up."""
    pieces, size = [], 0
    try:
        file = source.open()
    except FileNotFoundError:
        return
    with file:
        for piece, content in _cut(file, length):
            if piece not in plan.packs and piece not in packs.packs:
                packs.add(piece, content)
                plan.new += len(content)
            pieces.append(piece)
            size += len(content)
            told.more(len(content))
    plan.held.append(Held(source.path, size, length, tuple(pieces)))


def _write_folders(
    place: Place, recipients: Sequence[str], name: str, last: BackupList | None, there: dict[str, int], plan: _Plan
) -> None:
    """Write what apps keep in folders of their own, a pack for each file: what is deleted can then be removed alone."""
    before = last.packs if last else {}
    for folder in site_files.backed_up_folders():
        numbered = partial(names.pack_name, folder, name)
        with PackWriter(place, recipients, numbered) as packs:
            for source in site_files.files_in_folder(folder):
                _write_alone(folder, source, before, there, packs, plan)
        plan.packs.update(packs.packs)


def _write_alone(
    folder: str, source: Source, before: Mapping[str, str], there: dict[str, int], packs: PackWriter, plan: _Plan
) -> None:
    pieces, size = [], 0
    try:
        file = source.open()
    except FileNotFoundError:
        return  # it was deleted meanwhile
    with file:
        for digest, content in _cut(file, FILE_PIECE):
            piece = f"{folder}.{digest}"  # never shared with a kept file, or it could not go alone
            if before.get(piece) in there:
                plan.packs[piece] = before[piece]
            elif piece not in packs.packs:
                packs.add(piece, content)
                plan.new += len(content)
            pieces.append(piece)
            size += len(content)
        packs.begin_another()
        plan.held.append(Held(source.path, size, FILE_PIECE, tuple(pieces)))


def _listed(plan: _Plan, last: BackupList | None, copy: DatabaseCopy, now: datetime) -> BackupList:
    used = {piece for one in plan.held for piece in one.pieces}
    packs = {piece: pack for piece, pack in plan.packs.items() if piece in used}
    return BackupList(
        made_at=now.isoformat(),
        version=__version__,
        engine=copy.engine,
        rows=copy.rows,
        held=tuple(plan.held),
        packs={**packs, **keeping.marked(last.packs if last else {}, packs)},
    )


def _write_list(place: Place, recipients: Sequence[str], name: str, one: BackupList) -> None:
    sizes = _packs_there(place)
    if missing := one.packs_needed() - sizes.keys():
        raise FileNotFoundError(errno.ENOENT, "It was removed while the back-up was made", min(missing))
    needed = {pack: sizes[pack] for pack in one.packs_needed()}
    with place.writing(names.needs_name(name)) as path:
        path.write_bytes(names.needs_written(needed))
    with place.writing(names.list_name(name)) as path, age_program.closing(path, recipients) as stream:
        stream.write(written(one))


def _remove_old(place: Place, name: str, one: BackupList, now: datetime, keep: timedelta) -> tuple[str, ...]:
    """Remove back-ups that are too old, packs that none needs any more, and what was deleted from the apps' folders."""
    listed = place.names(names.LISTS)
    earlier = [_earlier(place, backup, listed) for backup in names.backups_in(listed)]
    old = keeping.outlived(earlier, now, keep)
    for each in old:
        place.remove(names.list_name(each.name))
        place.remove(names.needs_name(each.name))
    there = _packs_there(place)
    packs = [pack for pack in there if pack.startswith(f"{names.PACKS}/")]
    for pack in keeping.unneeded(packs, [each for each in earlier if each not in old]):
        place.remove(pack)
    for pack in set(there) - set(packs) - one.packs_needed():
        place.remove(pack)
    return tuple(each.name for each in old)


def _earlier(place: Place, backup: str, listed: dict[str, int]) -> keeping.Earlier:
    needed = None
    if f"{backup}{names.NEEDS}" in listed:
        with place.reading(names.needs_name(backup)) as path:
            needed = names.needs_read(path.read_bytes())
    at = names.made_at(backup)
    assert at is not None, "backups_in yields only names that tell when"
    return keeping.Earlier(backup, at, frozenset(needed) if needed is not None else None)
