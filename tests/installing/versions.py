"""Versions to install: this one, its predecessor out of git, and this one with a change to the tables or a fault."""

import shutil
import subprocess
from pathlib import Path

from dueregard.rules.install.layout import SHIPPED
from tests.house.sources import ROOT

LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "*_cache")
MIGRATION = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mail", "{after}")]
    operations = [migrations.RunSQL({sql})]
"""
REVERSIBLE = '"CREATE TABLE mail_trial (id integer PRIMARY KEY)", "DROP TABLE mail_trial"'
NOT_REVERSIBLE = '"CREATE TABLE mail_trial (id integer PRIMARY KEY)"'
WRONG = '"CREATE TABLE mail_trial (id integer PRIMARY KEY); INSERT INTO no_such_table VALUES (1)"'


def lay(to: Path) -> Path:
    """Lay this version into a folder."""
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=LEFT_OUT)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)
    return to


def lay_predecessor(to: Path, commit: str) -> Path:
    """Lay the version of a commit into a folder."""
    to.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", commit, *SHIPPED], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-C", to, "-xf", "-"], input=packed.stdout, check=True)
    return to


def lay_with_migration(to: Path, sql: str) -> Path:
    """Lay this version with one more migration into a folder."""
    lay(to)
    folder = to / "dueregard/foundation/mail/migrations"
    last = sorted(path.stem for path in folder.glob("0*.py"))[-1]
    (folder / f"{int(last[:4]) + 1:04}_trial.py").write_text(MIGRATION.format(after=last, sql=sql))
    return to


def lay_broken(to: Path) -> Path:
    """Lay this version into a folder, with pages that cannot be served."""
    lay(to)
    (to / "dueregard/config/wsgi.py").write_text('raise RuntimeError("a fault that no test saw")\n')
    return to
