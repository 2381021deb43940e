"""A back-up holds what the site holds, writes only what is new, and lets go of what was deleted."""

import sqlite3
import subprocess
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from dueregard.foundation.backup.actions import back_up as making
from dueregard.foundation.backup.actions.back_up import back_up
from dueregard.foundation.backup.actions.restore import BadBackup, NoBackup
from dueregard.foundation.backup.gateways.age_program import AgeRefused
from dueregard.foundation.backup.gateways.database_copy import lay_file, look_at_copy
from dueregard.foundation.backup.gateways.kept_lists import AlreadyRunning, forget_list, one_at_a_time
from dueregard.foundation.backup.gateways.packs import pieces_in
from dueregard.foundation.files.gateways import store
from dueregard.records.bodies.models import Body
from tests.builders import make_body
from tests.foundation.backup.conftest import Site

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = b"The Council refuses this request under section 14(1)."


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pieces(site: Site) -> set[str]:
    """Return the names of all pieces that lie in the place."""
    return {piece for name in site.written() for piece, _ in pieces_in(site.place, f"packs/{name}", site.key_file)}


def test_everything_comes_back_as_it_was(site: Site, tmp_path: Path) -> None:
    make_body("Northport Council")
    letter = store.put(LETTER)
    (site.state / "sealed/7").mkdir()
    (site.state / "sealed/7/1").write_bytes(b"sealed by a source")
    (site.state / "erased.jsonl").write_text("{}\n")
    made = site.back_up()
    done = site.look_into("", tmp_path / "aside")
    found = below(tmp_path / "aside")
    assert done.name == made.name
    assert found.pop(next(path for path in found if path.endswith(letter))) == LETTER
    assert {path: content for path, content in found.items() if not path.startswith("database/")} == {
        "sealed/7/1": b"sealed by a source",
        "state/secret-key": b"the secret of sessions",
        "state/erased.jsonl": b"{}\n",
    }
    assert done.one.rows["bodies_body"] == 1


def test_the_site_and_the_place_can_read_nothing_of_it(site: Site, tmp_path: Path) -> None:
    make_body("Northport Council")
    letter = store.put(LETTER)
    site.back_up()
    everything = b"".join(below(site.to).values())
    assert everything
    for words in (LETTER, b"Northport", b"secret of sessions", letter.encode()):
        assert words not in everything
    other = tmp_path / "other.txt"
    subprocess.run(["age-keygen", "-o", str(other)], check=True, capture_output=True)
    site.key_file = other
    with pytest.raises(AgeRefused):
        site.look_into("", tmp_path / "aside")


def test_what_must_not_be_copied_is_not(site: Site, tmp_path: Path) -> None:
    for name in ("vote-keys/3", "search/index", "files/made/ab/picture", "files/arriving/1.part"):
        (site.state / name).parent.mkdir(parents=True, exist_ok=True)
        (site.state / name).write_bytes(b"not this")
    (site.state / "sent-mail").write_text("journal of sending 1")
    site.back_up()
    site.look_into("", tmp_path / "aside")
    assert [path for path in below(tmp_path / "aside") if not path.startswith("database/")] == ["state/secret-key"]


def test_a_second_back_up_writes_only_what_is_new(site: Site, tmp_path: Path) -> None:
    make_body("Northport Council")
    store.put(LETTER * 200_000)  # ten megabytes
    first = site.back_up()
    again = site.back_up()
    # The list of contents that pg_dump writes (half a megabyte here) holds the second it was made in.
    assert again.new < first.new / 10
    more = store.put(b"Another letter.")
    third = site.back_up()
    assert third.files == first.files + 1
    site.look_into(third.name, tmp_path / "aside")
    assert any(path.endswith(more) for path in below(tmp_path / "aside"))


def test_a_pack_that_somebody_removed_is_noticed_and_written_again(site: Site, tmp_path: Path) -> None:
    store.put(LETTER)
    site.back_up()
    for name in site.written():
        site.place.remove(f"packs/{name}")
    with pytest.raises(BadBackup, match="is missing"):
        site.look_into("", tmp_path / "before")
    site.back_up()
    assert site.look_into("", tmp_path / "after").one.held


def test_a_pack_with_one_bit_turned_is_refused(site: Site, tmp_path: Path) -> None:
    store.put(LETTER)
    site.back_up()
    for name in site.written():
        path = site.to / "packs" / name
        content = bytearray(path.read_bytes())
        content[-100] ^= 1
        path.write_bytes(content)
    with pytest.raises(BadBackup, match="damaged"):
        site.look_into("", tmp_path / "aside")


def test_what_a_source_deleted_is_in_no_back_up_once_the_next_is_made(site: Site, tmp_path: Path) -> None:
    sealed = site.state / "sealed/one"
    sealed.write_bytes(b"sealed by a source")
    (site.state / "sealed/two").write_bytes(b"sealed by another")
    first = site.back_up()
    sealed.unlink()
    site.back_up()
    assert len(site.written("sealed")) == 1
    done = site.look_into(first.name, tmp_path / "aside")
    assert done.deleted_since == ("sealed/one",)
    assert "sealed/two" in below(tmp_path / "aside")


def test_old_back_ups_go_and_what_was_erased_goes_with_them(site: Site, tmp_path: Path) -> None:
    """A pack that holds something erased is left behind once it is as old as back-ups are kept."""
    erased, stays = store.put(b"A name that must go."), store.put(LETTER)
    first = site.back_up()
    store.remove(erased)
    assert erased in pieces(site)
    for _ in range(3):
        site.back_up(days=10, keep=10)
    assert f"{first.name}.age" not in site.place.names("lists")
    assert erased not in pieces(site)
    done = site.look_into("", tmp_path / "aside")
    assert {path.rpartition("/")[2] for path in (one.path for one in done.one.held)} >= {stays}
    assert all(pack in site.written() for pack in (name.removeprefix("packs/") for name in done.one.packs_needed()))


def test_the_place_needs_no_program_of_ours_to_be_read(site: Site, tmp_path: Path) -> None:
    """`age -d pack | tar x` gives the pieces, as the how-to says."""
    letter = store.put(LETTER)
    site.back_up()
    found = {}
    for name in site.written():
        path, opened = site.to / "packs" / name, tmp_path / name
        subprocess.run(["age", "-d", "-i", str(site.key_file), "-o", str(opened), str(path)], check=True)
        with tarfile.open(opened) as tar:
            found |= {member.name: part.read() for member in tar.getmembers() if (part := tar.extractfile(member))}
    assert found[letter] == LETTER


def test_an_older_back_up_comes_back_with_what_was_erased_since(site: Site, tmp_path: Path) -> None:
    (site.state / "erased.jsonl").write_text("first\n")
    first = site.back_up()
    (site.state / "erased.jsonl").write_text("first\nsecond\n")
    site.back_up()
    site.look_into(first.name, tmp_path / "aside")
    assert below(tmp_path / "aside")["state/erased.jsonl"] == b"first\nsecond\n"


def test_a_place_that_cannot_be_written_to_leaves_earlier_back_ups_alone(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(LETTER)
    first = site.back_up()
    before = below(site.to)
    store.put(b"Another letter.")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_write_list", refuse)
    with pytest.raises(OSError, match="No space left"):
        site.back_up()
    assert {name: below(site.to)[name] for name in before} == before
    assert site.look_into("", tmp_path / "aside").name == first.name


def test_a_key_that_age_does_not_know_is_refused_before_anything_is_copied(site: Site) -> None:
    with pytest.raises(AgeRefused, match="recipient"):
        back_up(place=site.place, recipients=["age1northport"], keep=timedelta(days=1), now=site.now)
    assert not site.to.exists()


def test_two_at_once_are_refused(site: Site) -> None:
    with one_at_a_time(), pytest.raises(AlreadyRunning):
        site.back_up()


def test_a_site_that_forgot_its_back_ups_writes_everything_and_removes_nothing_it_does_not_know(
    site: Site, tmp_path: Path
) -> None:
    store.put(LETTER)
    first = site.back_up()
    forget_list(site.place.words)
    second = site.back_up()
    assert second.new >= first.new
    for name in (first.name, second.name):
        assert site.look_into(name, tmp_path / name).name == name


def test_a_damaged_database_is_told_and_no_good_back_up_is_removed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site.back_up()
    whole = making.copy_database

    def damaged(folder: Path) -> making.DatabaseCopy:
        copy = whole(folder)
        return making.DatabaseCopy(copy.engine, copy.rows, "*** in database main ***")

    monkeypatch.setattr(making, "copy_database", damaged)
    made = site.back_up(days=40)
    assert made.damage
    assert made.removed == ()
    assert f"{first.name}.age" in site.place.names("lists")


def test_sqlite_itself_says_of_a_copy_what_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    with sqlite3.connect(file) as made:
        made.execute("PRAGMA page_size=512")
        made.execute("CREATE TABLE letters (words TEXT)")
        made.executemany("INSERT INTO letters VALUES (?)", [("x" * 300,) for _ in range(50)])
    made.close()
    content = bytearray(file.read_bytes())
    content[512 * 5 : 512 * 6] = b"\x55" * 512
    file.write_bytes(content)
    assert look_at_copy(tmp_path).damage


def test_rows_that_are_written_meanwhile_do_not_tear_the_copy(site: Site, tmp_path: Path) -> None:
    """The copy holds all of a transaction or nothing of it, and the file of each row that it holds."""
    for number in range(20):
        make_body(f"Body {number}")
    made = site.back_up()
    assert site.look_into(made.name, tmp_path / "aside").one.rows["bodies_body"] == Body.objects.count()


def test_there_is_no_back_up_is_said(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NoBackup, match="no back-up"):
        site.look_into("", tmp_path / "aside")
    site.back_up()
    with pytest.raises(NoBackup, match="last ones"):
        site.look_into("2020-01-01T00-00-00Z", tmp_path / "again")
    assert connection.is_usable()


def test_the_log_that_a_killed_site_left_is_not_read_into_the_database_that_is_restored(tmp_path: Path) -> None:
    place, copy = tmp_path / "site.sqlite3", tmp_path / "copy.sqlite3"
    site = sqlite3.connect(place)
    site.execute("PRAGMA journal_mode=WAL")
    site.execute("CREATE TABLE letters (words TEXT)")
    site.commit()
    site.execute("VACUUM INTO ?", [str(copy)])
    site.execute("INSERT INTO letters VALUES ('after the back-up')")
    site.commit()
    log = Path(f"{place}-wal").read_bytes()  # as it lies when the site is killed
    site.close()
    Path(f"{place}-wal").write_bytes(log)
    lay_file(copy, place)
    restored = sqlite3.connect(place)
    assert restored.execute("SELECT count(*) FROM letters").fetchone() == (0,)
    restored.close()
