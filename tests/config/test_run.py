"""`./run` tells an account without rights which folder it may not write in, before it begins anything."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.processes import ROOT


def copy_of_the_door(place: Path) -> Path:
    """Return a folder that holds what `./run` reads before it installs anything."""
    place.mkdir(parents=True)
    shutil.copy(ROOT / "run", place)
    shutil.copy(ROOT / "pyproject.toml", place)
    shutil.copytree(ROOT / "requirements", place / "requirements")
    return place


def run(place: Path, **environment: str) -> tuple[int, str]:
    """Run `./run mode` there as an account that owns nothing."""
    told = {"PATH": os.environ["PATH"], "HOME": str(place)} | environment
    command = ["./run", "mode"]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *command]
    done = subprocess.run(command, cwd=place, env=told, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_an_account_that_may_not_write_is_told_which_folder_and_what_to_do(tmp_path: Path) -> None:
    place = copy_of_the_door(tmp_path / "two words")
    for folder in (tmp_path, *tmp_path.parents):
        if Path(tempfile.gettempdir()) in folder.parents:
            folder.chmod(0o755)  # the other account passes through them
    closed = place / "closed"
    closed.mkdir(mode=0o500)
    os.chmod(place, 0o755)
    code, words = run(place, DUEREGARD_STATE="closed/state")
    assert code != 0
    assert f"may not write in {closed}" in words
    assert "DUEREGARD_STATE=" in words
    assert "Traceback" not in words
