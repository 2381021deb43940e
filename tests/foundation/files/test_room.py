"""What nobody needs goes by itself, what came never does, and the operator sees what takes the room."""

import io
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import override_settings

from dueregard.foundation.files.actions.remove_leftovers import remove_leftovers
from dueregard.foundation.files.gateways import made, store
from dueregard.foundation.files.gateways.room import DOCUMENTS, HALF_ARRIVED, PICTURES, WORK, rooms
from dueregard.foundation.work.gateways.limits import WORKING

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site's own folders, and a folder for temporary files beside them."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    state = tmp_path / "state"
    (state / "sealed").mkdir(parents=True)
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": state / "files"}}
    places = {"STATE": state, "SEALED_STORE": state / "sealed", "SEARCH_FOLDER": state / "search"}
    with override_settings(STORAGES={"default": folder}, **places):
        yield state


def changed(path: str | Path, days: float) -> None:
    """Have a file or folder last changed so many days ago."""
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (at, at))


def working_folder(name: str, days: float) -> Path:
    """Leave a working folder with a file in it, as a process does that is killed."""
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir()
    (folder / "page").write_bytes(b"half a page")
    changed(folder / "page", days)
    changed(folder, days)
    return folder


def test_what_was_left_half_done_goes_after_two_days_and_not_before(state: Path) -> None:
    store.put_chunks([b"the first"])
    arriving = state / "files" / store.ARRIVING
    old, young = arriving / "1.aa.part", arriving / "2.bb.part"
    for path, days in ((old, 2.1), (young, 1.9)):
        path.write_bytes(b"half")
        changed(path, days)
    left, at_work, theirs = (
        working_folder(f"{WORKING}a", 2.1), working_folder(f"{WORKING}b", 1.9), working_folder("another-program", 9)
    )  # fmt: skip
    assert remove_leftovers(now=NOW) == 2
    assert [old.exists(), young.exists()] == [False, True]
    assert [left.exists(), at_work.exists(), theirs.exists()] == [False, True, True]
    assert remove_leftovers(now=NOW) == 0


def test_a_folder_in_which_something_still_changes_is_at_work() -> None:
    folder = working_folder(f"{WORKING}long", 9)
    changed(folder / "page", 1)
    assert remove_leftovers(now=NOW) == 0
    assert folder.exists()


def test_old_pictures_go_and_what_came_never_does(state: Path) -> None:
    digest = store.put(b"a reply of long ago")
    for name in ("aa11", "bb22"):
        made.put_made(name, b"a picture")
    changed(default_storage.path("made/aa/aa11"), 31)
    changed(default_storage.path("made/bb/bb22"), 29)
    changed(default_storage.path(f"{digest[:2]}/{digest[2:4]}/{digest}"), 9999)
    (state / "sealed" / "chunk").write_bytes(b"sealed")
    changed(state / "sealed" / "chunk", 9999)
    assert remove_leftovers(now=NOW) == 1
    assert (made.get_made("aa11"), made.get_made("bb22")) == (None, b"a picture")
    assert store.get(digest) == b"a reply of long ago"
    assert (state / "sealed" / "chunk").exists()


def test_the_operator_sees_what_takes_the_room(state: Path) -> None:
    store.put(b"x" * 3000)
    made.put_made("aa11", b"y" * 2000)
    (state / "sealed" / "chunk").write_bytes(b"z" * 1000)
    (state / "files" / "arriving").mkdir()
    (state / "files" / "arriving" / "1.aa.part").write_bytes(b"half")
    working_folder(f"{WORKING}a", 1)
    found = {one.kind: (one.files, one.size) for one in rooms()}
    assert found[DOCUMENTS] == (1, 3000)
    assert found[PICTURES] == (1, 2000)
    assert found["sealed inbox"] == (1, 1000)
    assert found[HALF_ARRIVED] == (1, 4)
    assert found[WORK] == (1, len(b"half a page"))
    said = io.StringIO()
    call_command("room", stdout=said)
    assert "letters, documents and recordings (1 file)" in said.getvalue()
    assert f"free in {state}" in said.getvalue()
