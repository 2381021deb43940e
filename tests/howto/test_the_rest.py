"""The shorter how-tos: back-ups, looking after a site, and the settings of a site that others reach."""

import json
import os
import re
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


def a_site(folder: Path) -> Path:
    """Make a small site, and a `./run` that installs nothing. Returns its state folder."""
    door = folder / "run"
    door.write_text(
        "#!/bin/sh\n"
        f"export PYTHONPATH={ROOT} DUEREGARD_STATE=${{DUEREGARD_STATE:-{folder}/var}}\n"
        "export DJANGO_SETTINGS_MODULE=dueregard.config.settings\n"
        f"exec {sys.executable} -c 'from dueregard.config.command import main; main()' \"$@\"\n"
    )
    door.chmod(0o755)
    state = folder / "var"
    (state / "files").mkdir(parents=True)
    (state / "files" / "one").write_text("a reply")
    in_shell("./run migrate --verbosity 0", folder)
    return state


def test_a_back_up_is_made_proved_and_restored_by_the_commands_of_back_up_md(tmp_path: Path) -> None:
    a_site(tmp_path)

    def here(number: int) -> str:
        there = typed("back-up.md", number).replace("/backup/", f"{tmp_path}/backup/")
        return there.replace("/srv/", f"{tmp_path}/srv/")

    in_shell(here(1), tmp_path)
    (key,) = re.findall(r"age1\w+", (tmp_path / "backup-key.txt").read_text())
    in_shell(here(2).replace("age1…", key), tmp_path)
    assert "is whole" in in_shell(here(3), tmp_path)
    (tmp_path / "srv").mkdir()
    *trial, serving = here(4).splitlines()
    assert serving.endswith("./run --port 8100")  # serves until it is stopped
    said = in_shell("\n".join(trial), tmp_path)
    place = tmp_path / "backup" / "northport"
    (made,) = (one.stem for one in (place / "lists").glob("*.age"))
    assert said.startswith(f"{made}\n")
    restored = tmp_path / "srv" / "restored"
    assert (restored / "files" / "one").read_text() == "a reply"
    by_hand = here(5).replace("2026-11-30T02-00-00Z", made).replace("backup-key.txt", f"{tmp_path}/backup-key.txt")
    in_shell(by_hand, place)
    held = {one["path"] for one in json.loads((place / "list.json").read_text())["held"]}
    assert {"files/one", "state/secret-key", "database/site.sqlite3"} <= held
    assert "WRONG  workers" in in_shell(f"{typed('look-after-a-site.md', 1).strip()} || true", tmp_path)


def test_a_copy_by_hand_is_made_and_laid_into_an_empty_folder_by_the_commands_of_back_up_md(tmp_path: Path) -> None:
    state = tmp_path / "var"
    (state / "files").mkdir(parents=True)
    (state / "files" / "one").write_text("a reply")
    (state / "secret-key").write_text("secret")
    in_shell("sqlite3 var/site.sqlite3 'CREATE TABLE kept (word); INSERT INTO kept VALUES (1)'", tmp_path)
    (tmp_path / "srv").mkdir()

    def here(commands: str) -> str:
        return commands.replace("/backup", f"{tmp_path}/backup").replace("/srv/", f"{tmp_path}/srv/")

    in_shell(here(typed("back-up.md", 6)), tmp_path)
    (made,) = (tmp_path / "backup").glob("site-*.sqlite3")
    in_shell(here(typed("back-up.md", 7)).replace("site-2026-11-23.sqlite3", made.name), tmp_path)
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
