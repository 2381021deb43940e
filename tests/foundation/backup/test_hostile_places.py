"""Places that hold something else than this site's own back-ups, and sites of which not all can be read."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from dueregard.foundation.backup.actions import restore as restoring
from dueregard.foundation.backup.actions.back_up_nightly import remembered
from dueregard.foundation.backup.actions.restore import BadBackup, NotEmpty, restore
from dueregard.foundation.backup.gateways import age_program, database_copy, packs
from dueregard.foundation.backup.gateways.packs import DamagedPack, PackWriter, pieces_in
from dueregard.foundation.backup.gateways.places import FolderPlace
from dueregard.foundation.files.gateways import store
from dueregard.rules.backup.names import pack_name
from tests.foundation.backup.conftest import Site
from tests.foundation.backup.test_back_up import LETTER, below, pieces

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_erased_within_the_first_days_goes_too(site: Site) -> None:
    """Its pack is younger than back-ups are kept when it is erased, and other files hold on to the pack."""
    erased, stays = store.put(b"A name that must go."), store.put(LETTER)
    site.back_up(keep=3)
    store.remove(erased)
    for _ in range(6):
        site.back_up(keep=3)
        assert stays in pieces(site)
    site.back_up(keep=3)
    assert erased not in pieces(site)


@pytest.mark.parametrize("where", [".", "backups", "sealed", ".."])
def test_a_place_within_the_site_or_around_it_is_refused_and_nothing_is_removed(site: Site, where: str) -> None:
    (site.state / "sealed/2026-11-02T02-00-00Z-00000.age").write_bytes(b"sealed by a source")
    site.to = (site.state / where).resolve()
    before = below(site.state)
    with pytest.raises(OSError, match="one in the other"):
        site.back_up()
    assert before.items() <= below(site.state).items()


def test_a_folder_of_the_place_that_leads_elsewhere_loses_nothing_there(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/letter").write_bytes(LETTER)
    site.to.mkdir()
    (site.to / "sealed").symlink_to(tmp_path / "elsewhere")
    (site.to / "packs").symlink_to(tmp_path / "elsewhere")
    site.back_up()
    assert (tmp_path / "elsewhere/letter").read_bytes() == LETTER


def test_a_second_site_in_one_place_is_refused_and_the_first_keeps_what_it_has(site: Site) -> None:
    (site.state / "sealed/one").write_bytes(b"sealed by a source")
    site.back_up()
    before = below(site.to)
    with override_settings(SECRET_KEY="of another site"), pytest.raises(FileExistsError, match="Another site"):
        site.back_up()
    assert below(site.to) == before
    site.back_up()


def test_a_back_up_that_would_not_be_taken_for_the_newest_is_refused(site: Site) -> None:
    """Else a restore would take the other one, and bring back what was erased since."""
    site.back_up(days=400)
    before = below(site.to)
    with pytest.raises(OSError, match="later date"):
        site.back_up(days=-399)
    assert below(site.to) == before


def test_an_old_list_under_a_new_name_is_refused(site: Site, tmp_path: Path) -> None:
    made = site.back_up()
    lists = site.to / "lists"
    (lists / "2026-12-24T02-00-00Z.age").write_bytes((lists / f"{made.name}.age").read_bytes())
    with pytest.raises(BadBackup, match="name was changed"):
        site.look_into("", tmp_path / "aside")


def test_a_copy_that_somebody_named_by_hand_is_no_back_up(site: Site, tmp_path: Path) -> None:
    made = site.back_up()
    lists = site.to / "lists"
    (lists / f"{made.name} (1).age").write_bytes((lists / f"{made.name}.age").read_bytes())
    assert site.look_into("", tmp_path / "aside").name == made.name


def test_sealed_files_that_the_newest_back_up_needs_were_not_deleted_but_lost(site: Site, tmp_path: Path) -> None:
    (site.state / "sealed/one").write_bytes(b"sealed by a source")
    first, last = site.back_up().name, site.back_up().name
    for name in site.written("sealed"):
        site.place.remove(f"sealed/{name}")
    for name in (first, last):
        with pytest.raises(BadBackup, match=r"sealed/.* is missing"):
            site.look_into(name, tmp_path / name)


def test_a_pack_that_became_shorter_is_written_again(site: Site, tmp_path: Path) -> None:
    letter = store.put(LETTER)
    site.back_up()
    for name in site.written():
        path = site.to / "packs" / name
        path.write_bytes(path.read_bytes()[:-50])
    site.back_up()
    site.look_into("", tmp_path / "aside")
    assert any(path.endswith(letter) for path in below(tmp_path / "aside"))


def test_a_pack_that_vanishes_meanwhile_is_told_and_is_no_back_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.state / "sealed/one").write_bytes(b"sealed by a source")

    whole = FolderPlace.writing

    def vanish(place: FolderPlace, name: str) -> AbstractContextManager[Path]:
        if name.startswith("sealed/"):
            raise FileNotFoundError(2, "No such file or directory")
        return whole(place, name)

    monkeypatch.setattr(FolderPlace, "writing", vanish)
    with pytest.raises(FileNotFoundError):
        site.back_up()
    assert not [name for name in site.written("lists") if name.endswith(".age")]


def test_a_folder_that_cannot_be_read_makes_no_back_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = store.put(LETTER)
    whole = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith(f"files/{letter[:2]}"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    assert (site.state / "files" / letter[:2]).is_dir()
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        site.back_up()


def test_a_link_among_the_files_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "other-disk").mkdir()
    (site.state / "files/aa").symlink_to(tmp_path / "other-disk")
    with pytest.raises(OSError, match="is a link"):
        site.back_up()


def test_a_back_up_that_is_larger_than_the_disk_is_refused_before_it_is_fetched(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.back_up()
    few = restoring.shutil.disk_usage(tmp_path)._replace(free=100)
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _: few)
    with pytest.raises(OSError, match="less than that is free"):
        site.look_into("", tmp_path / "aside")
    assert not [content for content in below(tmp_path / "aside").values() if content]


def test_a_pack_with_something_longer_than_a_piece_is_refused_unread(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = FolderPlace(tmp_path / "packs")
    with PackWriter(place, [site.key], lambda number: pack_name("packs", "2026-11-30T02-00-00Z", number)) as writer:
        writer.add("aa", b"longer than a piece may be")
    monkeypatch.setattr(packs, "FILE_PIECE", 9)
    with pytest.raises(DamagedPack, match="no piece"):
        list(pieces_in(place, "packs/2026-11-30T02-00-00Z-00000.age", site.key_file))


def test_a_site_that_was_restored_half_way_says_so(site: Site) -> None:
    site.back_up()
    (site.state / "restoring-1").mkdir()
    with pytest.raises(NotEmpty, match="stopped half-way"):
        restore(place=site.place, identity=site.key_file)


def test_a_copy_of_the_database_leaves_the_room_that_mail_needs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own size is not asked: its dump may be much smaller."""
    monkeypatch.setattr(database_copy, "free_bytes", lambda: database_copy.RESERVE + 1)
    if connection.vendor == "sqlite":
        with pytest.raises(OSError, match="kept for mail"):
            site.back_up()
        assert not list((site.state / "backups").glob("work-*"))
    else:
        assert site.back_up().name


def test_a_day_at_least(site: Site) -> None:
    with pytest.raises(ValueError, match="a day at least"):
        remembered(str(site.to), [site.key], 0, now=site.now + timedelta(days=1), say=lambda words, done, of: None)


def test_why_age_refuses_a_key_is_told_though_it_ended_before_it_was_given_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = age_program._start

    def ended(*args: Any, **more: Any) -> "subprocess.Popen[bytes]":
        process = begin(*args, **more)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        return process

    monkeypatch.setattr(age_program, "_start", ended)
    with pytest.raises(age_program.AgeRefused, match="recipient"):
        age_program.check(["age1northport"])
