"""The blocks of commands of the README and the how-tos, who runs each, and which cannot be run in a test.

A block is named by its page and its first line.
"""

import re
from pathlib import Path

from tests.house.sources import ROOT

BLOCK = re.compile(r"^( *)```(?:sh|bash)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
HERE, SEALING, BACK_UP = "howto/test_an_inbox.py", "parts/submissions/test_sealing_by_hand.py", "howto/test_the_rest.py"

RUN_BY: dict[str, tuple[str, int]] = {
    "run-the-sealed-inbox.md": (HERE, 5),
    "be-a-keyholder.md": (HERE, 4),
    "watch-a-sealed-inbox.md": (HERE, 1),
    "seal-by-hand.md": (SEALING, 5),
    "back-up.md": (BACK_UP, 7),
    "look-after-a-site.md": (BACK_UP, 1),
    "start.md": (BACK_UP, 1),
    "move-to-postgresql.md": ("foundation/backup/test_move.py", 2),
}
CANNOT: dict[tuple[str, str], str] = {
    ("README.md", "./run"): "installs and serves until it is stopped; tests/faults/test_serve.py starts the same site",
    ("README.md", "./run test"): "is this suite",
    (
        "ask-your-members.md",
        './run votes check result.json --key "the key printed on the slips"',
    ): "needs a vote that was counted; tests/rules/votes/test_result_file.py holds the check",
    **{
        ("install-on-a-server.md", line): "changes the whole machine"
        for line in (
            "sudo ./run install",
            "sudo ./run install --answers answers.txt --dry-run",
            "sudo due-regard doctor",
            "sudo ./run upgrade",
            "sudo ./run install --back",
        )
    },
    (
        "watch-a-sealed-inbox.md",
        "sudo tee /etc/systemd/system/inbox-watcher.service > /dev/null <<END",
    ): "changes the whole machine",
    (
        "run-on-many-machines.md",
        "./run dueregard work --from-database",
    ): "works until it is stopped; tests/foundation/work/test_both_engines.py runs such workers",
    ("leave-practice-mode.md", "./run mode check"): "asks DNS and a mail server of the real domain",
    (
        "watch-a-sealed-inbox.md",
        "dueregard-watcher https://sealed.northport.example/sealed/northport/ \\",
    ): "looks until it is stopped, through a real Tor; tests/watcher tries each of its options",
}


def blocks() -> dict[str, list[str]]:
    """Return the blocks of each page that has some, by the page's file name."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs/how-to").glob("*.md"))]
    found = {page.name: _of(page) for page in pages}
    return {name: each for name, each in found.items() if each}


def typed(page: str, number: int) -> str:
    """Return what somebody types who follows a page: its block of this number, from 1."""
    return blocks()[page][number - 1]


def _of(page: Path) -> list[str]:
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return ["".join(line.removeprefix(indent) for line in text.splitlines(keepends=True)) for indent, text in found]
