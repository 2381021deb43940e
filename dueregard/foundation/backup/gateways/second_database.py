"""Opens the database that a site moves to, makes its tables there, and says who still works on the one it leaves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from dueregard.foundation.backup.gateways.database_copy import SQLITE, DatabaseFault
from dueregard.foundation.backup.gateways.tables import first_line
from dueregard.foundation.work.gateways.process import PROC, has_ended, this_place
from dueregard.foundation.work.models import Worker

ALIAS = "moved"
SHOWN = 70  # characters of a process's words
KINDS = ("postgres", "postgresql", "sqlite")


@contextmanager
def second_database(address: str) -> Iterator[BaseDatabaseWrapper]:
    """Open the database at an address, beside the site's own. Raises: DatabaseFault"""
    told = _settings(address)
    if _is_the_same(told):
        raise DatabaseFault("That is the database this site has now. Name the one it moves to.")
    database = ConnectionHandler({"default": told})["default"]
    database.alias = ALIAS
    connections[ALIAS] = database
    try:
        try:
            database.ensure_connection()
        except Error as error:
            raise DatabaseFault(f"The new database cannot be opened: {first_line(error)}.") from error
        yield database
    finally:
        database.close()
        del connections[ALIAS]


def make_tables(address: str) -> None:
    """Have this version of the site make its tables in the second database. Raises: DatabaseFault

    A process of its own does it: a migration works on the site's own database, whichever that is.
    """
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--no-input"],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL_FILE"},
            "DATABASE_URL": address,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise DatabaseFault(f"The tables could not be made in the new database: {last}.")


def who_is_at_it(database: BaseDatabaseWrapper, now: datetime) -> list[str]:
    """Return in words who has this site's database open, here or elsewhere: workers, web processes, a shell."""
    found = _with_the_file_open(database) if database.vendor == SQLITE else _connected(database)
    workers = Worker.objects.using(database.alias).alive(now)
    alive = [one for one in workers if one.place != this_place() or not has_ended(one.process)]
    return [*found, *(f"the worker {one.name} on {one.host}" for one in alive)]


def named(database: BaseDatabaseWrapper) -> str:
    """Return where a database is, without a password."""
    told = database.settings_dict
    if database.vendor == SQLITE:
        return f"the SQLite file {told['NAME']}"
    return f"the PostgreSQL database {told['NAME']} on {told['HOST'] or 'this machine'}"


def _settings(address: str) -> dict[str, Any]:
    scheme = urlsplit(address).scheme
    if scheme not in KINDS or not address.removeprefix(f"{scheme}://").strip("/"):
        raise DatabaseFault(
            "Say where to as in DATABASE_URL: postgres://user:password@host/name, or sqlite:////folder/site.sqlite3"
        )
    try:
        told: dict[str, Any] = environ.Env.db_url_config(address)
    except (ImproperlyConfigured, ValueError) as fault:
        raise DatabaseFault(f"This is no address of a database: {fault}.") from None
    if told["ENGINE"].endswith("sqlite3"):
        told["NAME"] = str(Path(told["NAME"]).resolve())
        if not Path(told["NAME"]).parent.is_dir():
            raise DatabaseFault(f"There is no folder {Path(told['NAME']).parent}.")
        told["OPTIONS"] = settings_of_sqlite()
    return told


def settings_of_sqlite() -> dict[str, Any]:
    """Return how an SQLite file is opened to be filled: written for good, and what goes is gone."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }


def _is_the_same(told: dict[str, Any]) -> bool:
    own = settings.DATABASES["default"]
    if own["ENGINE"] != told["ENGINE"]:
        return False
    if told["ENGINE"].endswith("sqlite3"):
        return Path(str(own["NAME"])).resolve() == Path(told["NAME"])
    return all(str(own.get(key) or "") == str(told.get(key) or "") for key in ("NAME", "HOST", "PORT"))


def _connected(database: BaseDatabaseWrapper) -> list[str]:
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT pid, coalesce(host(client_addr), 'this machine'), application_name FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return [f"connection {pid} from {host}{f' ({name})' if name else ''}" for pid, host, name in cursor]


def _with_the_file_open(database: BaseDatabaseWrapper) -> list[str]:
    """Ask /proc, which shows the processes of this account, and to root all."""
    own = Path(str(database.settings_dict["NAME"])).resolve()
    files = {str(own), f"{own}-wal", f"{own}-shm"}
    found = []
    for process in PROC.iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid() and _opened(process) & files:
            found.append(f"process {process.name} ({_words_of(process)})")
    return found


def _opened(process: Path) -> set[str]:
    opened = set()
    try:
        for one in (process / "fd").iterdir():
            try:
                opened.add(os.readlink(one))
            except OSError:  # closed meanwhile
                continue
    except OSError:  # ended meanwhile, or another account's
        return set()
    return opened


def _words_of(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "ended meanwhile"
    return words if len(words) <= SHOWN else f"… {words[-SHOWN:]}"
