"""What a site keeps in its state folder survives a crash at a bad moment, and any name of that folder."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dueregard.config import preparation
from dueregard.config.hidden_keys import hidden_key
from dueregard.config.secret_key import kept_secret
from tests.processes import ROOT

SAY = """
from django.conf import settings
print(settings.DATABASES["default"]["NAME"], settings.SESSION_COOKIE_NAME, settings.ALLOWED_HOSTS)
"""


def settings_say(**environment: str) -> str:
    """Return what the shipped settings say under these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))}
    told = kept | {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings"} | environment
    return subprocess.run(
        [sys.executable, "-c", SAY], env=told, cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()


@pytest.mark.parametrize("name", ["two words", "a+b", "50%41", "no #1", "why?"])
def test_the_database_lies_in_the_state_folder_whatever_its_name(name: str, tmp_path: Path) -> None:
    state = tmp_path / name
    assert str(state / "site.sqlite3") in settings_say(DUEREGARD_STATE=str(state))


def test_behind_tls_the_cookies_are_bound_to_the_host_and_the_site_answers_to_its_own_name(tmp_path: Path) -> None:
    said = settings_say(DUEREGARD_STATE=str(tmp_path), DUEREGARD_URL="https://northport.example")
    assert "__Host-sessionid" in said
    assert "'northport.example'" in said


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    secret = kept_secret(file)
    assert len(secret) >= 50
    assert kept_secret(file) == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_an_empty_secret_left_by_a_crash_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    file.touch()
    assert len(kept_secret(file)) >= 50
    assert kept_secret(file) == file.read_text()


@pytest.mark.parametrize("left", ["", "{", '{"tables": "cur'])
def test_a_note_of_preparation_cut_by_a_crash_never_keeps_the_site_from_starting(
    left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard.config.preparation.settings.STATE", tmp_path)
    (tmp_path / "prepared.json").write_text(left)
    done: list[str] = []
    step = preparation.Step("one", "One …", lambda: "stamp", lambda: True, lambda: done.append("one"))
    monkeypatch.setattr(preparation, "STEPS", [step])
    assert preparation.prepare(done.append) == 1
    assert preparation.prepare(done.append) == 0
    assert done == ["One …", "one"]
    assert json.loads((tmp_path / "prepared.json").read_text()) == {"one": "stamp"}


def test_the_name_of_a_note_holds_no_address() -> None:
    name = hidden_key("allauth:rl:account:login:30/m/ip:ip:192.0.2.7", "", 1)
    assert "192.0.2.7" not in name
    assert name != hidden_key("allauth:rl:account:login:30/m/ip:ip:192.0.2.8", "", 1)


def test_a_command_before_the_first_start_says_to_start_the_site(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))}
    told = kept | {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "DUEREGARD_STATE": str(tmp_path)}
    command = [sys.executable, "-c", "from dueregard.config.command import main; main()", "mode"]
    done = subprocess.run(command, env=told, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Start the site once with ./run" in done.stderr
    assert "Traceback" not in done.stderr
