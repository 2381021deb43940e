"""A secret can lie in a file that only the site reads, and is then in no variable and in no error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from dueregard.config.environment import Environment
from tests.processes import ROOT

SAY = """
from django.conf import settings
database, bucket = settings.DATABASES["default"], settings.BUCKET["OPTIONS"]
print(settings.SECRET_KEY, database["PASSWORD"], settings.SMTP_URL, bucket["secret"], sep="|")
"""


def test_every_secret_of_the_settings_can_come_from_a_file(tmp_path: Path) -> None:
    said = {
        "DUEREGARD_SECRET_KEY": "k" * 60,
        "DATABASE_URL": "postgres://site:hidden-word@db.northport.example/site",
        "DUEREGARD_SMTP_URL": "smtps://site:other-word@mail.northport.example:465",
        "DUEREGARD_S3_SECRET": "third-word",
    }
    told = {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "DUEREGARD_STATE": str(tmp_path / "state")}
    for name, words in said.items():
        (tmp_path / name).write_text(f"{words}\n")
        told[f"{name}_FILE"] = str(tmp_path / name)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))}
    done = subprocess.run([sys.executable, "-c", SAY], env=kept | told, cwd=ROOT, check=True, capture_output=True)
    assert done.stdout.decode() == f"{'k' * 60}|hidden-word|{said['DUEREGARD_SMTP_URL']}|third-word\n"
    assert not (tmp_path / "state" / "secret-key").exists()


def test_a_file_that_is_not_there_and_a_secret_said_twice_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUEREGARD_SECRET_KEY", raising=False)
    monkeypatch.setenv("DUEREGARD_SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=r"DUEREGARD_SECRET_KEY_FILE names .*none, which cannot be read"):
        Environment().str("DUEREGARD_SECRET_KEY", default="")
    (tmp_path / "none").write_text("hidden-word")
    monkeypatch.setenv("DUEREGARD_SECRET_KEY", "another")
    with pytest.raises(ImproperlyConfigured, match="are both set") as refused:
        Environment().str("DUEREGARD_SECRET_KEY", default="")
    assert "hidden-word" not in str(refused.value)


def test_a_file_too_large_or_of_other_bytes_is_refused_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    monkeypatch.setenv("DUEREGARD_S3_SECRET_FILE", str(file))
    for content in (b"marmalade" * 20_000, b"marmalade\xff"):
        file.write_bytes(content)
        with pytest.raises(ImproperlyConfigured) as refused:
            Environment().str("DUEREGARD_S3_SECRET", default="")
        assert "marmalade" not in str(refused.value)


def test_without_either_the_default_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUEREGARD_S3_SECRET", raising=False)
    assert Environment().str("DUEREGARD_S3_SECRET", default="") == ""
    monkeypatch.setenv("DUEREGARD_S3_SECRET", "word")
    assert Environment().str("DUEREGARD_S3_SECRET") == "word"
