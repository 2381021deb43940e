"""A real back-up, made by the very commands of docs/how-to/back-up.md: no word that was typed is in it.

What was deleted is not in the next one; what was sealed is in each as it came.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection, connections

from dueregard.parts.submissions.models import Message, Thread, Upload
from dueregard.rules.sealed.upload import tag_of
from tests.builders_inbox import MEMO, OfflineKey, Sender, make_inbox
from tests.builders_sealed import shared_keys
from tests.builders_source import Source
from tests.house.sources import ROOT
from tests.people import make_cast
from tests.postgres import programs
from tests.processes import database_url

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "sentinel-plaintext-of-the-source"
DUMP = 'pg_dump --dbname="$DATABASE_URL" --file=/backup/site-$(date +%F).sql'


@pytest.fixture
def state(settings: Any, tmp_path: Path) -> Path:
    """A site's folder, as the commands find it; the database is the one of this test."""
    folder = tmp_path / "var"
    (folder / "files").mkdir(parents=True)
    (folder / "secret-key").write_text(site.SECRET_KEY)
    if connection.vendor == "sqlite":
        (folder / "site.sqlite3").symlink_to(connection.settings_dict["NAME"])
    settings.SEALED_STORE = folder / "sealed"
    return folder


def back_up(state: Path, day: str) -> dict[str, bytes]:
    """Make a back-up as the page says; return every file of it that a new site would be made of."""
    page = (ROOT / "docs" / "how-to" / "back-up.md").read_text()
    found = re.search(r"```sh\n(umask 077\nmkdir -p /backup.*?)```", page, re.DOTALL)
    assert found
    commands = found[1]
    if connection.vendor != "sqlite":
        assert f"`{DUMP}`" in page
        commands = re.sub(r"^sqlite3 .*$", lambda _: DUMP, commands, flags=re.MULTILINE)
    backup = state.parent / "backup"
    commands = commands.replace("/backup", str(backup)).replace("var/", f"{state}/").replace("$(date +%F)", day)
    connections.close_all()
    path = os.environ["PATH"] if connection.vendor == "sqlite" else f"{programs()}:{os.environ['PATH']}"
    told = {"PATH": path, "DATABASE_URL": database_url()}
    done = subprocess.run(["sh", "-eu", "-c", commands], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    whole = {str(path.relative_to(backup)): path.read_bytes() for path in backup.rglob("*") if path.is_file()}
    return {name: content for name, content in whole.items() if not name.startswith("site-") or day in name}


def holds(backup: dict[str, bytes], value: bytes) -> list[str]:
    """Return the files in which these bytes stand, also written as hexadecimal: a dump writes bytes like that."""
    written = {value, value.hex().encode()}
    return [name for name, content in backup.items() if any(one in content for one in written)]


def test_a_back_up_holds_what_is_sealed_and_nothing_that_was_typed_and_the_next_one_nothing_that_was_deleted(
    state: Path,
) -> None:
    offline, keys = OfflineKey(), shared_keys(2)
    make_inbox(make_cast(), offline, tuple(key.recipient for key in keys))
    stays, goes = (
        Source(offline.root, tuple(key.recipient for key in keys), entropy, reply_key=shared_keys(3)[2])
        for entropy in (b"\x21" * 16, b"\x22" * 16)
    )
    sender = Sender()
    for source in (stays, goes):
        source.send(sender, WORDS, ("audio/mp4", WORDS, WORDS.encode() * 50))
    thread = Thread.objects.get(tag=tag_of(goes.lookup))
    pieces = {folder.name: piece_of(folder) for folder in (state / "sealed").iterdir()}
    gone = Message.objects.get(thread=thread).pk
    kept = next(name for name in pieces if name != gone)
    said = {
        "row": thread.pk.encode(),
        "tag": thread.tag.encode(),
        "message": gone.encode(),
        "receipt": Upload.objects.get(pk=gone).receipt.encode(),
        "sealed bytes": pieces[gone],
    }

    backup = back_up(state, "2026-11-24")
    for trace in (WORDS.encode(), stays.entropy, goes.entropy, bytes.fromhex(goes.lookup), goes.value("reply-mac")):
        assert holds(backup, trace) == []
    assert holds(backup, b"Northport")
    assert holds(backup, MEMO)
    assert [name for name, value in said.items() if not holds(backup, value)] == []

    sender.delete(goes.lookup)
    backup = back_up(state, "2026-11-25")
    assert [name for name, value in said.items() if holds(backup, value)] == []
    assert not [name for name in backup if gone in name]
    assert holds(backup, pieces[kept])


def piece_of(folder: Path) -> bytes:
    """Return some bytes of a message, which stand nowhere else."""
    return next((folder / "1").iterdir()).read_bytes()[4000:4064]
