"""Takes a back-up of the running test's database, and lays it back over it, as `docs/how-to/back-up.md` says."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from tests.postgres import programs


def back_up(folder: Path) -> Path:
    """Copy the whole database while the site runs. Returns the copy."""
    if connection.vendor == "sqlite":
        copy = folder / "site.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return copy
    copy = folder / "site.sql"
    _postgres("pg_dump", "--clean", "--if-exists", f"--file={copy}")
    return copy


def lay_back(copy: Path) -> None:
    """Put the copy in the place of the database. Nothing else of the site runs meanwhile.

    It comes as another file, as `mv` brings it. Written over the old one, it would share that one's memory of the log
    with any connection that a thread of this process left behind: then this process and the site's each see their own.
    """
    if connection.vendor != "sqlite":
        connection.close()
        _postgres("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={copy}")
        return
    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for leftover in (f"{place}-wal", f"{place}-shm"):
        Path(leftover).unlink(missing_ok=True)
    beside = place.with_name(f"laid-back-{place.name}")
    shutil.copyfile(copy, beside)
    beside.replace(place)
    # A starting site opens it alone, before its processes: only then can SQLite put the copy into WAL mode.
    connection.ensure_connection()


def _postgres(program: str, *arguments: str) -> None:
    at = connection.settings_dict
    where = ["--host", at["HOST"], "--port", str(at["PORT"]), "--username", at["USER"], at["NAME"]]
    command = [str(programs() / program), *arguments, *where]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PGPASSWORD": at["PASSWORD"] or ""})
