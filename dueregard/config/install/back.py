"""Goes back to the version before an upgrade: its code, its files, and the database as far as that has to be.

How is `rules/install/releases`'s to say. Whatever the database loses by it is told, and kept in a folder.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from dueregard.config.install import code, database, machine, units
from dueregard.config.install.machine import Failed, say
from dueregard.config.install.record import Record, WayBack
from dueregard.rules.install.fates import Planned, digest
from dueregard.rules.install.layout import CODE, CURRENT, DATABASE, KEPT_ANSWERS, STATE, WAY_BACK
from dueregard.rules.install.releases import How, Since, how_back, migrations_to_undo, told, worth_telling
from dueregard.rules.install.written import answers_in

CANNOT = "IRREVERSIBLE"  # Django's word for it, in `migrate --plan`
# What an address of PostgreSQL may say besides, as its programs take it (postgresql.org/docs, "Environment Variables").
_PARAMETERS = {
    name: f"PG{name.replace('_', '').upper()}"
    for name in ("host", "port", "sslmode", "sslcert", "sslkey", "sslrootcert", "options", "connect_timeout")
}


def go_back(record: Record) -> None:
    """Go back. Raises: Failed, with what is to be done by hand"""
    way = record.way_back
    if way is None:
        raise Failed("There is no upgrade to go back from.")
    if not code.is_built(way.before):
        raise Failed(f"{CODE}/{way.before} is not there, or was made with another Python. Install that version again.")
    units.stop()
    say(_bring_the_database_back(way))
    for path, before in way.files.items():
        _put_back(record, path, before)
    machine.point(CURRENT, f"{CODE}/{way.before}")
    record.versions = [*(one for one in record.versions if one != way.before), way.before]
    record.way_back = None
    record.keep()
    units.start_again()
    host = answers_in(machine.read(KEPT_ANSWERS) or "").get("name", "localhost")
    units.see_it_well(int(units.setting_now("DUEREGARD_PORT") or "8000"), host)


def ask_database(*words: str) -> dict[str, Any]:
    """Ask `database` under the site's account. Raises: Failed"""
    # Handed over as text: the account may not read the folder from which somebody installs.
    asked = [sys.executable, "-I", "-c", Path(database.__file__).read_text(), *words]
    found: dict[str, Any] = json.loads(machine.run(*asked, why="The database", as_account=True, within=STATE))
    return found


def keep_postgresql(address: str, folder: str) -> None:
    """Keep a dump of a PostgreSQL database. Raises: Failed"""
    machine.run("mkdir", "-p", "-m", "0700", folder, why="The folder to go back to", as_account=True)
    at = urlsplit(address)
    told = {  # in the environment: whoever lists processes sees a command's words
        "PGHOST": unquote(at.hostname or ""),
        "PGPORT": str(at.port or ""),
        "PGUSER": unquote(at.username or ""),
        "PGPASSWORD": unquote(at.password or ""),
        "PGDATABASE": unquote(at.path.lstrip("/")),
    }
    told |= {_PARAMETERS[name]: value for name, value in parse_qsl(at.query) if name in _PARAMETERS}
    given = {name: value for name, value in told.items() if value}
    dump = ["pg_dump", "--format=custom", f"--file={folder}/dump"]
    machine.run(*dump, why="The copy of the database", told=given, as_account=True)


def _bring_the_database_back(way: WayBack) -> str:
    """Bring it back as far as it has to be; return what was done, in words. Raises: Failed"""
    if units.setting_now("DATABASE_URL"):
        return f"The database is PostgreSQL's and stays as it is. The dump from before is in {way.folder}: pg_restore."
    now = [(app, name) for app, name in ask_database("migrations", DATABASE)["migrations"]]
    alike = {*now} == {*way.migrations}
    undo = {} if alike else migrations_to_undo(now, way.migrations)
    can = bool(undo) and way.was_served and all(_can_be_undone(way, *one) for one in undo.items())
    how = how_back(migrations_are_alike=alike, was_served=way.was_served, can_be_undone=can)
    if how is How.CODE_ONLY:
        return "Both versions have the same tables: the database stays as it is."
    aside = f"{WAY_BACK}/left-{datetime.now().astimezone():%Y-%m-%dT%H-%M-%S}"
    if how is How.UNDONE:
        ask_database("keep", DATABASE, aside)
        try:
            for app, name in undo.items():
                units.command(f"{CODE}/{way.after}", "migrate", app, name, why=f"Taking back the tables of {app}")
        except Failed as failed:
            say(f"{failed}\n\nThe tables cannot be taken back, so the copy from before the upgrade comes back.")
            ask_database("lay", f"{aside}/site.sqlite3", DATABASE, f"{aside}-half")
            return _lay_back(way, f"{aside}-whole")
        return (
            "The newer version's changes to the tables were taken back. What came since is there, but for what only "
            f"the newer version can keep. The database as it was is in {aside}."
        )
    return _lay_back(way, aside)


def _lay_back(way: WayBack, aside: str) -> str:
    """Lay back the copy from before the upgrade; return what it lacks, in words. Raises: Failed"""
    copy = f"{way.folder}/site.sqlite3"
    found = ask_database("since", DATABASE, copy)
    since = worth_telling(Since(found["changed"], found["gone"]))
    ask_database("lay", copy, DATABASE, aside)
    if not since:
        return f"The copy of the database was laid back. Nothing had come since. What it replaced is in {aside}."
    return "\n".join(
        [
            "The copy of the database from before the upgrade was laid back. IT LACKS WHAT CAME SINCE, table by table:",
            *told(since),
            f"The database that holds all of it is in {aside}, for two weeks. Letters that left meanwhile are known",
            "by the journal of what was sent, and are not sent again. E-mails that came are in the site's files too.",
        ]
    )


def _can_be_undone(way: WayBack, app: str, name: str) -> bool:
    try:
        words = units.command(f"{CODE}/{way.after}", "migrate", app, name, "--plan", why="Asking Django")
    except Failed:
        return False
    return CANNOT not in words


def _put_back(record: Record, path: str, before: str | None) -> None:
    """Put a file back as it was, if nobody has changed it since we wrote it."""
    there = machine.read(path)
    if there is None or digest(there) != record.written.get(path):
        return
    found = Path(path).stat()
    if before is None:
        Path(path).unlink()
        record.written.pop(path)
        return
    machine.write(Planned(path, before, found.st_mode & 0o777, Path(path).group()))
    record.written[path] = digest(before)
