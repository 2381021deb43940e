"""Behind the walls a child finds the libraries that are installed, and nothing that a package added to our own path."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from dueregard.foundation.work.gateways import confined


def test_a_folder_that_a_package_added_to_our_path_hides_no_module_behind_the_walls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(subprocess, "Popen", lambda command, **given: told.update(given))
    installed = os.path.realpath(sysconfig.get_path("purelib"))
    monkeypatch.setattr(sys, "path", [*sys.path, f"{installed}/django/utils"])
    confined.start_confined("a.module", stdin=0, readable=(), room=1)
    folders = told["env"]["PYTHONPATH"].split(os.pathsep)
    assert installed in folders
    assert f"{installed}/django/utils" not in folders
    assert Path(folders[0], "dueregard").is_dir()
