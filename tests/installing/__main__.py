"""`./run try-install [bookworm|trixie] [--keep FOLDER] [--predecessor COMMIT]`: says each step."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.__main__ import say
from tests.installing.machines import StepFailed, root_of, started
from tests.installing.trial import STEPS, Trial

RELEASES = ("bookworm", "trixie")


def main() -> int:
    """Try each release."""
    parser = argparse.ArgumentParser(prog="./run try-install")
    parser.add_argument("releases", nargs="*", help="bookworm, trixie (both)")
    parser.add_argument("--keep", type=Path, help="a folder for the machines' roots, to be used again")
    parser.add_argument("--predecessor", default="", help="the commit to upgrade from; without it, this version")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for release in options.releases or RELEASES:
            failed += _try(release, options.keep or Path(folder), options.predecessor)
    say("Every step held." if not failed else f"{failed} did not hold.")
    return 1 if failed else 0


def _try(release: str, folder: Path, predecessor: str) -> int:
    say(f"{release}: a fresh machine")
    root = root_of(release, folder)
    with started(root) as machine:
        trial = Trial(machine, predecessor)
        for step in STEPS:
            if not _holds(release, step, trial):
                return 1  # the later ones rest on it
    return 0


def _holds(release: str, step: Callable[[Trial], str], trial: Trial) -> bool:
    began = time.monotonic()
    about = (step.__doc__ or "").strip().rstrip(".")
    try:
        told = step(trial)
    except StepFailed as failed:
        say(f"FAILED  {release}  {about}\n{failed}")
        return False
    say(f"held    {release}  {about} ({time.monotonic() - began:.0f} s). {told}")
    return True


if __name__ == "__main__":
    sys.exit(main())
