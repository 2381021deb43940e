"""Makes a site ready to be served: tables, starter register, pack, static files; each only when something changed.

Serving itself is `processes.py`; what each step does is its own command's.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from dueregard.foundation.packs.models import Pack
from dueregard.records.areas.gateways.area_tables import FACTS as AREA_TABLES
from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body

FACTS = Path(__file__).resolve().parents[1] / "records" / "bodies" / "facts"


@dataclass(frozen=True)
class Step:
    """One step of getting ready. It is skipped while its stamp is what it was and `is_there` holds."""

    name: str
    words: str
    stamp: Callable[[], str]
    is_there: Callable[[], bool]
    do: Callable[[], object]


def prepare(say: Callable[[str], None]) -> int:
    """Do the steps that are due and say each before it begins. Returns how many were."""
    file = settings.STATE / "prepared.json"
    known = _known(file)
    done = 0
    for step in STEPS:
        stamp = step.stamp()
        if known.get(step.name) == stamp and step.is_there():
            continue
        say(step.words)
        step.do()
        known[step.name] = step.stamp()  # the database answers differently once its tables are made
        part = file.with_suffix(".part")
        part.write_text(json.dumps(known))
        part.replace(file)
        done += 1
    return done


def _known(file: Path) -> dict[str, str]:
    """Return what was prepared before. A file that a power cut left empty knows nothing: each step is done again."""
    try:
        known: dict[str, str] = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return known


def _digest(paths: Iterator[tuple[str, Path]]) -> str:
    """Tell a changed tree from an unchanged one by names, sizes and times, without reading it."""
    digest = sha256()
    for name, path in sorted(paths):
        seen = path.stat()
        digest.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    return ((str(path), path) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _static_files() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def _migrations_wanted() -> str:
    """The database says itself what it lacks, so a restored or emptied one is never taken for a current one."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "" if plan else "current"


def _collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


STEPS = [
    Step(
        "tables",
        "Setting up the database …",
        _migrations_wanted,
        lambda: _migrations_wanted() == "current",
        lambda: call_command("migrate", interactive=False, verbosity=0, database=DEFAULT_DB_ALIAS),
    ),
    Step(
        "register",
        "Loading the starter register of public bodies …",
        lambda: _digest(_files_below(FACTS)),
        lambda: Body.objects.exists(),
        lambda: call_command("register", "starter"),
    ),
    Step(
        "areas",
        "Loading the council areas and drawing their map …",
        lambda: _digest(_files_below(AREA_TABLES)),
        lambda: Area.objects.exists(),
        lambda: call_command("areas", "starter"),
    ),
    Step(
        "pack",
        "Installing the campaign pack that comes with the site …",
        lambda: _digest(_files_below(settings.PACKS)),
        lambda: Pack.objects.exists(),
        lambda: call_command("pack", "install"),
    ),
    Step(
        "static",
        "Collecting style sheets and scripts …",
        lambda: _digest(_static_files()),
        lambda: (settings.STATIC_ROOT / "staticfiles.json").exists(),
        _collect,
    ),
]
