"""The drill, by the commands a volunteer types: back up while people work, prove it, restore it somewhere else."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from dueregard.foundation.files.gateways import store
from tests.builders import make_body
from tests.foundation.backup.conftest import Site
from tests.foundation.files.s3_server import BUCKET, KEY, SECRET, running_s3
from tests.postgres import programs
from tests.processes import ROOT, database_url
from tests.soak import so_many

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = 50  # signs of a file's digest, after which a body is called
MAIN = "from dueregard.config.command import main; main()"


def environment(state: Path, url: str, **more: str) -> dict[str, str]:
    """Return what an operator's shell holds. Without an address the database is the file in the state folder."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {
        "DJANGO_SETTINGS_MODULE": "dueregard.config.settings",
        "DUEREGARD_STATE": str(state),
        "PYTHONPATH": str(ROOT),
    }
    return {**kept, **own, **({"DATABASE_URL": url} if url else {}), **more}


def dueregard(state: Path, url: str, *args: str, **more: str) -> str:
    """Run a command of a site; return its words."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *args],
        env=environment(state, url, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def empty_database() -> Iterator[str]:
    """Give the address of an empty database of the same kind; of SQLite that is none, since its file comes with it."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"restored_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{database_url().rpartition('/')[0]}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def everything_in(url: str, state: Path) -> list[str]:
    """Return all that a database holds, as statements: of PostgreSQL the rows, since it words its checks anew."""
    if not url or url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///") if url else str(state / "site.sqlite3")
        opened = sqlite3.connect(path)
        try:
            return sorted(opened.iterdump())
        finally:
            opened.close()
    dump = [str(programs() / "pg_dump"), "--no-owner", "--no-privileges", "--inserts", url]
    words = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    return sorted(line for line in words.splitlines() if line.startswith(("INSERT INTO", "SELECT pg_catalog.setval")))


def files_below(folder: Path) -> dict[str, bytes]:
    """Return what lies below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_drill(site: Site, tmp_path: Path) -> None:
    """Backed up, proved, restored: the same rows, the same files, and an index and a log that are in order."""
    for number in range(30):
        make_body(f"Body {number} {store.put(f'Letter {number}'.encode())[:8]}")
    (site.state / "sealed/1").write_bytes(b"sealed by a source")
    dueregard(site.state, database_url(), "backup", str(site.to), "--key", site.key)
    told = dueregard(site.state, database_url(), "restore", str(site.to), "--check", "--key-file", str(site.key_file))
    assert "is whole" in told
    fresh = tmp_path / "fresh"
    with empty_database() as url:
        told = dueregard(fresh, url, "restore", str(site.to), "--key-file", str(site.key_file))
        assert "was restored" in told
        assert everything_in(url, fresh) == everything_in(database_url(), site.state)
        assert files_below(fresh / "files") == files_below(site.state / "files")
        assert (fresh / "sealed/1").read_bytes() == b"sealed by a source"
        assert (fresh / "secret-key").read_text() == (site.state / "secret-key").read_text()
        assert not list(fresh.glob("restoring-*"))
        dueregard(fresh, url, "index", "rebuild")
        dueregard(fresh, url, "index", "audit")


def test_a_site_that_holds_something_is_not_written_over(site: Site) -> None:
    make_body("Northport Council")
    site.back_up()
    before = everything_in(database_url(), site.state)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "restore", str(site.to), "--key-file", str(site.key_file)],
        env=environment(site.state, database_url()),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "already holds something" in done.stderr
    assert everything_in(database_url(), site.state) == before


def test_what_people_write_meanwhile_is_whole_in_the_back_up(site: Site, tmp_path: Path) -> None:
    """Each row of the copy has its file, however much was written while the copy was made."""
    stop = threading.Event()

    def write() -> None:
        try:
            number = 0
            while not stop.is_set():
                make_body(store.put(f"Letter {number}".encode())[:NAMED])
                number += 1
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [site.back_up().name for _ in range(so_many(20, piece=3))]
    finally:
        stop.set()
        writer.join()
    for name in made:
        site.look_into(name, tmp_path / name)
        files = {path.name[:NAMED] for path in (tmp_path / name / "files").rglob("*")}
        assert rows_named_after_files(tmp_path / name / "database") <= files


def rows_named_after_files(database: Path) -> set[str]:
    """Return the digests that the bodies of a copied database are called after."""
    if (database / "site.sqlite3").exists():
        opened = sqlite3.connect(database / "site.sqlite3")
        try:
            return {row[0] for row in opened.execute("SELECT name FROM bodies_body")}
        finally:
            opened.close()
    words = subprocess.run(
        [str(programs() / "pg_restore"), "--data-only", "--table=bodies_body", "--file=-", str(database / "dump")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return {word for word in words.split() if len(word) == NAMED}


@pytest.mark.soak
def test_a_back_up_that_is_killed_leaves_earlier_ones_whole(site: Site, tmp_path: Path) -> None:
    first = site.back_up().name
    for number in range(so_many(50, piece=4)):
        store.put(os.urandom(200_000))
        process = subprocess.Popen(
            [sys.executable, "-c", MAIN, "backup", str(site.to), "--key", site.key],
            env=environment(site.state, database_url()),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 120
        while process.poll() is None and not list(site.to.glob("*/.*.part")) and time.monotonic() < until:
            time.sleep(0.002)  # it has begun to write
        time.sleep((number % 7) * 0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert site.look_into(first, tmp_path / f"first-{number}").name == first
    made = site.back_up(days=60)
    assert site.look_into("", tmp_path / "last").name == made.name
    assert not list(site.to.glob("*/.*.part"))
    assert not list((site.state / "backups").glob("work-*"))


def test_a_bucket_takes_it_and_gives_it_back(site: Site, tmp_path: Path) -> None:
    make_body("Northport Council")
    store.put(b"A letter.")
    with running_s3() as server:
        bucket = {
            "DUEREGARD_BACKUP_TO": f"s3://{BUCKET}/northport",
            "DUEREGARD_BACKUP_KEYS": site.key,
            "DUEREGARD_BACKUP_S3_URL": server.address,
            "DUEREGARD_BACKUP_S3_KEY": KEY,
            "DUEREGARD_BACKUP_S3_SECRET": SECRET,
        }
        dueregard(site.state, database_url(), "backup", **bucket)
        assert dueregard(site.state, database_url(), "restore", "--list", **bucket).strip()
        told = dueregard(
            tmp_path / "fresh", database_url(), "restore", "--check", "--key-file", str(site.key_file), **bucket
        )
    assert "is whole" in told
