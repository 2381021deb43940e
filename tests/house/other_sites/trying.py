"""Runs a file of this folder in a process of its own: which parts a site has is settled when its process starts."""

import os
import re
import subprocess
import sys

from tests.house.sources import ROOT


def run(tests: str, **environment: str) -> int:
    """Run a file of other_sites/ in a process of its own; return how many tests passed, or fail with its words."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("DUEREGARD_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/house/other_sites/{tests}.py"],
        cwd=ROOT,
        env={**own, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return sum(int(number) for number in re.findall(r"(\d+) passed", done.stdout))
