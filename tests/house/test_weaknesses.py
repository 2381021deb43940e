"""The check about known weaknesses fails when one is known, and says so when it could not ask."""

from pathlib import Path

import pytest

from tests.weaknesses import main


def pip_audit(folder: Path, script: str) -> str:
    """Return a stand-in for the program, which says and does what it does in that case."""
    program = folder / "pip-audit"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_it_is_quiet_when_nothing_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(pip_audit(tmp_path, "echo 'No known vulnerabilities found' >&2")) == 0
    assert capsys.readouterr().out == ""


def test_it_fails_and_names_what_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = "echo 'Found 1 known vulnerability in 1 package' >&2; echo 'left-pad 1.0 TEST-1'; exit 1"
    assert main(pip_audit(tmp_path, script)) == 1
    assert "left-pad 1.0 TEST-1" in capsys.readouterr().out


def test_packages_that_its_index_did_not_know_are_said_although_it_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says = "Dependency not found on PyPI and could not be audited: left-pad (1.0)"
    assert main(pip_audit(tmp_path, f"echo 'No known vulnerabilities found' >&2; echo '{says}'")) == 0
    assert "1 packages could not be asked about" in capsys.readouterr().out


def test_it_says_that_it_could_not_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(pip_audit(tmp_path, "echo 'ConnectionError: no route' >&2; exit 1")) == 0
    assert "could not be asked about" in capsys.readouterr().out
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert main() == 0
    assert "pip-audit is not installed" in capsys.readouterr().out
