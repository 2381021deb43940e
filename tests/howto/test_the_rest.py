"""The shorter how-tos: laying a back-up into an empty folder, and the settings of a site that others reach."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT
from tests.howto.blocks import typed

ASKED = """
import json
from django.conf import settings
print(json.dumps([settings.PUBLIC_URL, settings.ALLOWED_HOSTS, settings.RUN_BY, settings.ALLAUTH_TRUSTED_PROXY_COUNT]))
"""


def in_shell(commands: str, folder: Path, **told: str) -> str:
    """Type commands into a shell that stops at the first that fails."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)} | told
    done = subprocess.run(
        ["sh", "-eu", "-c", commands], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_back_up_is_made_and_laid_into_an_empty_folder_by_the_commands_of_back_up_md(tmp_path: Path) -> None:
    state = tmp_path / "var"
    (state / "files").mkdir(parents=True)
    (state / "files" / "one").write_text("a reply")
    (state / "secret-key").write_text("secret")
    in_shell("sqlite3 var/site.sqlite3 'CREATE TABLE kept (word); INSERT INTO kept VALUES (1)'", tmp_path)
    (tmp_path / "srv").mkdir()

    def here(commands: str) -> str:
        return commands.replace("/backup", f"{tmp_path}/backup").replace("/srv/", f"{tmp_path}/srv/")

    in_shell(here(typed("back-up.md", 1)), tmp_path)
    (made,) = (tmp_path / "backup").glob("site-*.sqlite3")
    in_shell(here(typed("back-up.md", 2)).replace("site-2026-11-23.sqlite3", made.name), tmp_path)
    restored = tmp_path / "srv" / "restored"
    assert (restored / "files" / "one").read_text() == "a reply"
    assert (restored / "secret-key").read_text() == "secret"
    assert in_shell("sqlite3 srv/restored/site.sqlite3 'SELECT word FROM kept'", tmp_path) == "1\n"


def test_the_settings_of_start_md_are_those_that_a_site_reads(tmp_path: Path) -> None:
    asked = f"cd {ROOT} && {sys.executable} -c '{ASKED}'"
    told = {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "DUEREGARD_STATE": str(tmp_path)}
    said = in_shell(f"set -a\n{typed('start.md', 1)}\n{asked}", tmp_path, **told)
    address, hosts, run_by, proxies = json.loads(said)
    assert (address, run_by, proxies) == ("https://desk.northport.example", "Northport Together Against Prevent", 1)
    assert "desk.northport.example" in hosts
