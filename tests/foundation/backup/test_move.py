"""A site moves from SQLite and a folder to PostgreSQL and a bucket, and back, each row and file alike."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile

from dueregard.foundation.files.gateways.bucket import BucketStorage
from tests.databases import MADE
from tests.foundation.backup.test_drill import MAIN, dueregard, environment, files_below
from tests.foundation.files.s3_server import BUCKET, S3Server, running_s3
from tests.howto.blocks import typed
from tests.howto.test_the_rest import a_site, in_shell
from tests.postgres import running_postgres
from tests.processes import ROOT, wait_until

pytestmark = pytest.mark.starts_early
PAGES = [b"", b"A letter.", os.urandom(5_000_000)]
NUL = "INSERT INTO accounts_briefnote (cache_key, value, expires) VALUES ('one', 'a' || char(0), '2027-01-01 00:00:00')"


@dataclass(frozen=True)
class Servers:
    """A PostgreSQL server with one database that has all tables, and an S3 server with one bucket."""

    postgres: str
    s3: S3Server

    def new_database(self, name: str, *, like: str = "template1") -> str:
        """Make a database; return its address."""
        with psycopg.connect(self.postgres, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return f"{self.postgres.rpartition('/')[0]}/{name}"

    def emptied_bucket(self) -> str:
        """Empty the bucket; return its name. A second one would want disks of its own from this server."""
        store = self._store(BUCKET)
        for name, _ in list(store.sizes("")):
            store.delete(name)
        return BUCKET

    def put(self, bucket: str, name: str, content: bytes) -> None:
        """Lay an object into a bucket."""
        self._store(bucket).save(name, ContentFile(content))

    def get(self, bucket: str, name: str) -> bytes:
        """Return what lies in a bucket."""
        with self._store(bucket).open(name) as file:
            return bytes(file.read())

    def _store(self, bucket: str) -> BucketStorage:
        return BucketStorage(**{**self.s3.options(), "bucket": bucket})


@dataclass(frozen=True)
class Site:
    """A site that is stopped: its folder, and how to reach the S3 server."""

    state: Path
    s3: dict[str, str]
    url: str = ""

    def move(self, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Type the command."""
        told = environment(self.state, self.url, **self.s3, **more)
        words = [sys.executable, "-c", MAIN, "move", *args]
        return subprocess.run(words, env=told, cwd=ROOT, capture_output=True, text=True, check=False)

    def say(self, *statements: str) -> None:
        """Write to its SQLite file."""
        with closing(sqlite3.connect(self.state / "site.sqlite3")) as database, database:
            for one in statements:
                database.execute(one)

    def report(self) -> dict[str, Any]:
        """Return the newest report."""
        told: dict[str, Any] = json.loads(max(self.state.glob("moved-*.json")).read_text())
        return told


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with running_postgres() as url, running_s3() as s3:
        found = Servers(url, s3)
        made = found.new_database("made")
        dueregard(tmp_path_factory.mktemp("none"), made, "migrate", "--verbosity", "0")
        yield found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a site with the invented county in it: requests, documents, votes, demands and all else."""
    state = tmp_path_factory.mktemp("filled")
    make_tables(state)
    for told in ("areas starter", "pack install", "example"):
        dueregard(state, "", *told.split())
    for page in PAGES:
        name = hashlib.sha256(page).hexdigest()
        folder = state / "files" / name[:2] / name[2:4]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page)
    return state


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a site with its tables and the council areas."""
    state = tmp_path_factory.mktemp("plain")
    make_tables(state)
    dueregard(state, "", "areas", "starter")
    return state


def make_tables(state: Path) -> None:
    """Give a site its tables: a copy of those that were made for the run, if some were."""
    made = Path(os.environ.get(MADE, ""))
    if made.is_file():
        shutil.copyfile(made, state / "site.sqlite3")
    else:
        dueregard(state, "", "migrate", "--verbosity", "0")


def site_of(state: Path, folder: Path, servers: Servers) -> Site:
    """Copy a site, so that a test may do with it what it likes."""
    shutil.copytree(state, folder / "site")
    return Site(folder / "site", {name: one for name, one in servers.s3.environment().items() if "BUCKET" not in name})


@pytest.fixture
def site(plain: Path, servers: Servers, tmp_path: Path) -> Site:
    return site_of(plain, tmp_path, servers)


def own_rows(state: Path) -> dict[str, list[str]]:
    """Return all rows of an SQLite file, but when its tables were made and what the indexer has still to read."""
    with closing(sqlite3.connect(state / "site.sqlite3")) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = set(names) - {"django_migrations", "search_changed", "sqlite_sequence"}
        return {name: sorted(map(as_read, database.execute(f'SELECT * FROM "{name}"'))) for name in kept}


def as_read(row: tuple[Any, ...]) -> str:
    """Return a row as a text. PostgreSQL puts the keys of JSON into an order of its own: no reader of it knows one."""
    return repr([tamed(one) for one in row])


def tamed(value: object) -> object:
    """Return a JSON text with its keys in one order; what only begins like one stays."""
    if not isinstance(value, str) or value[:1] not in {"{", "["}:
        return value
    try:
        return json.dumps(json.loads(value), sort_keys=True)
    except ValueError:
        return value


def numbers(state: Path) -> dict[str, int]:
    """Return the last number that SQLite gave in each table."""
    with closing(sqlite3.connect(state / "site.sqlite3")) as database:
        found = dict(database.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"))
    return {name: seq for name, seq in found.items() if name not in {"django_migrations", "search_changed"}}


def count(url: str, table: str) -> int:
    """Return how many rows a table of a PostgreSQL database has."""
    with psycopg.connect(url) as database:
        row = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert row is not None
        return int(row[0])


@pytest.mark.timeout(1800)  # the county's documents are really read, and its tables really made
def test_a_filled_site_moves_and_comes_back_the_same(filled: Path, servers: Servers, tmp_path: Path) -> None:
    site = site_of(filled, tmp_path, servers)
    site.say("DELETE FROM groups_membership WHERE id = (SELECT max(id) FROM groups_membership)")
    before, files = own_rows(site.state), files_below(site.state / "files")
    bucket = servers.emptied_bucket()
    url = servers.new_database("moved")
    done = site.move("--to", url, "--files", f"s3://{bucket}")
    assert done.returncode == 0, done.stderr
    assert "each is the same there" in done.stdout
    assert f"DUEREGARD_S3_BUCKET={bucket}" in done.stdout
    assert own_rows(site.state) == before  # nothing of the old site was changed
    assert files_below(site.state / "files") == files
    there = site.report()
    assert there["is_the_same"]
    assert all(
        one["rows"] == one["rows_there"] and one["hash"] == one["hash_there"] for one in there["tables"].values()
    )
    assert len([name for name, one in there["tables"].items() if one["rows"]]) > 60
    assert there["files"]["files"] == there["files"]["files_there"] >= len(PAGES)
    assert count(url, "bodies_body") == there["tables"]["bodies_body"]["rows"] > 0

    moved = replace(site, url=url, s3={**site.s3, "DUEREGARD_S3_BUCKET": bucket})
    back = tmp_path / "back"
    back.mkdir()
    make_tables(back)
    done = moved.move("--to", f"sqlite:///{back}/site.sqlite3", "--files", str(back / "files"))
    assert done.returncode == 0, done.stderr
    again = site.report()["tables"]
    changed = {name for name in again if again[name] != there["tables"][name]}
    assert changed <= {"search_changed"}  # the indexer was asked to make its index again
    assert own_rows(back) == before
    assert numbers(back) == numbers(site.state)  # also of the row that is gone
    kept = {name: held for name, held in files.items() if not name.startswith("made/")}
    assert files_below(back / "files") == kept
    with closing(sqlite3.connect(back / "site.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_row_that_is_altered_on_the_way_is_told_and_nothing_is_kept(site: Site, servers: Servers) -> None:
    url = servers.new_database("altered", like="made")
    with psycopg.connect(url) as database:
        database.execute(
            "CREATE FUNCTION alter_it() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF NEW.id = 7 THEN NEW.name := NEW.name || '!'; END IF; RETURN NEW; END $$"
        )
        database.execute("CREATE TRIGGER altering BEFORE INSERT ON areas_area FOR EACH ROW EXECUTE FUNCTION alter_it()")
    done = site.move("--to", url)
    assert done.returncode == 1
    assert "areas_area: row 7 is another one" in done.stderr
    assert site.report()["differences"] == ["areas_area: row 7 is another one"]
    assert count(url, "areas_area") == 0


def test_a_file_that_is_altered_there_is_written_again(site: Site, servers: Servers) -> None:
    """What a stopped move left is only kept where it is the same: a name and a size are no proof."""
    bucket, kept = servers.emptied_bucket(), site.state / "files/aa"
    kept.mkdir(parents=True)
    (kept / "one").write_bytes(b"A letter.")
    servers.put(bucket, "aa/one", b"A better.")
    done = site.move("--files", f"s3://{bucket}")
    assert done.returncode == 0, done.stderr
    assert servers.get(bucket, "aa/one") == b"A letter."


def test_what_is_not_empty_is_refused(site: Site, servers: Servers) -> None:
    url = servers.new_database("used", like="made")
    with psycopg.connect(url) as database:
        database.execute("INSERT INTO search_changed (kind, key) VALUES ('body', '1')")
    done = site.move("--to", url)
    assert done.returncode == 1
    assert "is not empty: search_changed has rows" in done.stderr
    bucket = servers.emptied_bucket()
    servers.put(bucket, "aa/other", b"A letter of somebody else.")
    done = site.move("--to", servers.new_database("unused"), "--files", f"s3://{bucket}")
    assert done.returncode == 1
    assert "holds aa/other, which is not of this site" in done.stderr
    assert not list(site.state.glob("moved-*.json"))


def test_what_postgresql_does_not_take_is_told_with_its_row_before_anything_is_written(
    site: Site, servers: Servers
) -> None:
    url = servers.new_database("refused")
    site.say(
        NUL,
        "UPDATE areas_area SET name = 12 || x'00' WHERE id = 3",
        "INSERT INTO areas_areacode (code, area_id) VALUES ('E99999999', 999999)",
        "UPDATE areas_area SET from_on = 'soon' WHERE id = 4",
        "INSERT INTO search_changed (kind, key) VALUES ('body', CAST(x'ff' AS TEXT))",
    )
    done = site.move("--to", url)
    assert done.returncode == 1
    assert "accounts_briefnote, row one, column value: holds a NUL character" in done.stderr
    assert "areas_area, row 4, column from_on: holds what is not a date" in done.stderr
    assert "search_changed: a row cannot be read: Could not decode to UTF-8 column" in done.stderr
    assert "names a row of areas_area that is not there" in done.stderr
    with psycopg.connect(url) as database:
        assert database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_a_move_that_is_killed_half_way_is_begun_again(site: Site, servers: Servers) -> None:
    url = servers.new_database("killed", like="made")
    told = environment(site.state, "", **site.s3)
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE bodies_body IN SHARE MODE")  # the areas are written, and then it waits
        process = subprocess.Popen([sys.executable, "-c", MAIN, "move", "--to", url], env=told, cwd=ROOT)
        try:
            wait_until(lambda: waiting(other) or process.poll() is not None, what="the move to wait")
            assert process.poll() is None
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    assert count(url, "areas_area") == 0
    done = site.move("--to", url)
    assert done.returncode == 0, done.stderr
    assert count(url, "areas_area") == site.report()["tables"]["areas_area"]["rows"] > 300


def waiting(database: psycopg.Connection[Any]) -> bool:
    """Tell whether another connection waits for a lock of this database."""
    row = database.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return bool(row and row[0])


def test_a_site_that_is_used_does_not_move(site: Site, servers: Servers) -> None:
    url = servers.new_database("meanwhile")
    with closing(sqlite3.connect(site.state / "site.sqlite3")) as opened:
        opened.execute("SELECT count(*) FROM areas_area").fetchone()
        done = site.move("--to", url)
    assert done.returncode == 1
    assert f"process {os.getpid()} (" in done.stderr
    site.say(
        "INSERT INTO work_worker (name, host, place, process, started_at, beat_at) "
        "VALUES ('w1', 'elsewhere', '', '1 1', '2026-12-01 00:00:00', '2999-01-01 00:00:00')"
    )
    done = site.move("--to", url)
    assert done.returncode == 1
    assert "the worker w1 on elsewhere" in done.stderr


def test_a_site_whose_database_is_named_in_a_file_moves(site: Site, servers: Servers, tmp_path: Path) -> None:
    url, named = servers.new_database("named", like="made"), tmp_path / "database-url"
    named.write_text(f"sqlite:///{site.state}/site.sqlite3\n")
    done = site.move("--to", url, DATABASE_URL_FILE=str(named))
    assert done.returncode == 0, done.stderr
    assert count(url, "areas_area") > 300


@pytest.mark.parametrize("address", ["", "mysql://a/b", "postgres://", "sqlite:////nowhere/at/all/site.sqlite3"])
def test_an_address_that_leads_nowhere_is_refused_in_words(site: Site, address: str) -> None:
    done = site.move("--to", address)
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: ")
    assert "Traceback" not in done.stderr


def test_the_commands_of_move_to_postgresql_md(servers: Servers, tmp_path: Path) -> None:
    state = a_site(tmp_path)
    bucket, url = servers.emptied_bucket(), servers.new_database("typed", like="made")
    to_s3 = {name: one for name, one in servers.s3.environment().items() if "BUCKET" not in name}
    page = "move-to-postgresql.md"
    there = typed(page, 1).replace("postgres://dueregard@localhost/northport", url).replace("evidence", bucket)
    assert "each is the same there" in in_shell(there, tmp_path, **to_s3)
    assert servers.get(bucket, "one") == b"a reply"
    moved = {"DATABASE_URL": url, "DUEREGARD_S3_BUCKET": bucket}
    said = in_shell(typed(page, 2), tmp_path, **to_s3, **moved)
    assert "DATABASE_URL (or DATABASE_URL_FILE): take it away" in said
    assert "DUEREGARD_S3_BUCKET: take it away" in said
    assert (state / "files/one").read_text() == "a reply"
    assert (tmp_path / "before/files/one").read_text() == "a reply"
