"""The code on a machine, its files and its door: who owns them, what they are called, how they are removed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dueregard.config.install import __main__ as door
from dueregard.config.install import code, machine
from dueregard.config.install.record import Record
from dueregard.rules.install import layout
from tests.house.sources import ROOT


def test_giving_a_folder_to_the_account_follows_no_link_out_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account may put a link there at any moment; root would give it the file that the link leads to."""
    monkeypatch.setattr(machine, "ACCOUNT", "daemon")
    outside, folder = tmp_path / "shadow", tmp_path / "state"
    outside.write_text("secret")
    (folder / "files").mkdir(parents=True)
    (folder / "files/own").write_text("")
    (folder / "files/link").symlink_to(outside)
    (folder / "files/second-name").hardlink_to(outside)
    given: set[int] = set()

    def chown(path: Any, *to: int, dir_fd: int | None = None, follow_symlinks: bool = True) -> None:
        given.add(os.stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks).st_ino)

    monkeypatch.setattr(os, "chown", chown)
    machine.account_owns(str(folder))
    assert (folder / "files/own").stat().st_ino in given
    assert outside.stat().st_ino not in given


def test_a_version_goes_on_with_a_python_in_which_debian_mended_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To make it again would take the code away from a site that is running, and to go back would be refused."""
    monkeypatch.setattr(code, "CODE", str(tmp_path))
    (tmp_path / "new").mkdir()
    here = ".".join(sys.version.split(".")[:2])
    for made_with, is_built in ((f"{here}.0 (main, Jan 1 2020) [GCC]", True), ("3.9.2 (main)", False), ("", False)):
        (tmp_path / "new" / code.STAMP).write_text(made_with)
        assert code.is_built("new") is is_built, made_with


def test_the_same_code_has_the_same_name_and_one_byte_more_has_another(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "dueregard").mkdir(parents=True)
        (tmp_path / name / "dueregard/__init__.py").write_text('__version__ = "9.1"\n')
    assert code.name_of(tmp_path / "a") == code.name_of(tmp_path / "b")
    (tmp_path / "b/dueregard/__init__.py").write_text('__version__ = "9.1" \n')
    assert code.name_of(tmp_path / "a") != code.name_of(tmp_path / "b")
    assert code.name_of(tmp_path / "a").startswith("9.1-")


def test_removing_names_each_unit_that_starts_by_itself() -> None:
    """`systemctl disable` takes no pattern: with one, the timers would have stayed."""
    said = door._how_to_remove(Record(written={"/etc/due-regard/settings": ""}))
    disable = next(line for line in said.splitlines() if line.startswith("systemctl disable"))
    assert "*" not in disable
    assert {*layout.TIMERS, layout.BACKUP_TIMER, layout.LISTENER, layout.TARGET} <= {*disable.split()}
    assert "rm -f /etc/due-regard/settings" in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--name", "desk.northport.example"], "Installing needs root"),
        (["--uninstall"], "Nothing was removed"),
        (["--answers", "/nowhere", "--dry-run"], "."),
    ],
)
def test_the_door_opens_with_the_systems_own_python_and_says_a_sentence(
    options: list[str], sentence: str, tmp_path: Path
) -> None:
    """Nothing but the standard library is there yet, and nobody but root may install."""
    asked = [sys.executable, "-I", "-S", "-c", DOOR, str(ROOT), *options]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd="/")
    said = done.stdout + done.stderr
    assert sentence in said
    assert "Traceback" not in said


# Rights are given up only after our modules are read: another account may not read their folder.
DOOR = """
import os, sys
sys.path.insert(0, sys.argv.pop(1))
from dueregard.config.install import __main__ as door
os.geteuid() or os.setuid(65534)
sys.exit(door.main())
"""
