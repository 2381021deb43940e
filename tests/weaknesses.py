"""`./run check` asks about known weaknesses of the site's packages, with `pip-audit`, where it is there.

What could not be asked is said, and is no fault of the code: a check on a train must be able to pass.
"""

import shutil
import subprocess
import sys
from pathlib import Path

LISTS = ("requirements/site.txt", "requirements/test.txt", "requirements/queue.txt")
SECONDS = 120
FOUND = "Found "  # what pip-audit says first when there is something
NOT_THERE = (
    "Known weaknesses could not be asked about: pip-audit is not installed (pip install pip-audit, outside .venv)."
)
SKIPPED = (
    "could not be audited"  # what pip-audit says of a package that the index did not know; it ends with 0 all the same
)
NOT_ASKED = "{file}: {number} packages could not be asked about: the index knew nothing of them."
NO_ANSWER = "Known weaknesses could not be asked about: pip-audit had no answer ({why})."


def main(program: str | None = None) -> int:
    """Ask about each list; return 1 when a weakness is known."""
    program = program or shutil.which("pip-audit") or ""
    if not program:
        say(NOT_THERE)
        return 0
    known = [ask(program, file) for file in LISTS]
    for words in filter(None, known):
        say(words)
    return int(any(FOUND in words for words in known))


def say(words: str) -> None:
    """Write a line where `./run check` shows it."""
    sys.stdout.write(f"{words}\n")


def ask(program: str, file: str) -> str:
    """Return what pip-audit says of a list: nothing when all is well, else what is known or why it could not ask."""
    command = [program, "--disable-pip", "--require-hashes", "--progress-spinner", "off", "-r", file]
    root = Path(__file__).resolve().parents[1]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return NO_ANSWER.format(why=f"nothing within {SECONDS} seconds")
    words = done.stderr + done.stdout
    if FOUND in words:
        return f"{file}\n{words}"
    if skipped := words.count(SKIPPED):
        return NOT_ASKED.format(file=file, number=skipped)
    if done.returncode == 0:
        return ""
    lines = done.stderr.strip().splitlines()
    return NO_ANSWER.format(why=lines[-1][:200] if lines else f"it ended with {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
