"""Every finding says what one would guess, what happens instead, with which versions, and where it matters."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files

SCRIPTS = files("*.sh", under=ROOT / "findings")
SAYS = ("# Guess:", "# Happens:", "# Versions:", "# Matters:")
MOST_LINES = 60


def missing(script: str) -> list[str]:
    """Return what a finding does not say or do."""
    silent = [words for words in SAYS if words not in script]
    if "mktemp -d" not in script or "rm -rf" not in script:
        silent.append("a temporary folder that it removes")
    if not re.search(r"[\w\]]==[\d.]+|@[\d.]+|\.deb\b", script):  # a package of Debian has its version in the output
        silent.append("a package pinned to a version")
    return silent


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_finding_says_what_it_shows_and_pins_what_it_runs(path: Path) -> None:
    text = path.read_text()
    assert missing(text) == []
    assert len(text.splitlines()) <= MOST_LINES
    assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0


def test_there_are_findings_and_one_that_says_nothing_is_seen() -> None:
    assert SCRIPTS
    assert missing("pip install left-pad") == [
        *SAYS,
        "a temporary folder that it removes",
        "a package pinned to a version",
    ]
