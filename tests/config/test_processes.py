"""When the process that keeps the others going is killed outright, none of them stays behind."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT, wait_until

KEEPER = """
import sys
from dueregard.config.processes import Kept, Processes
helper = "import os, pathlib, time; pathlib.Path(%r).write_text(str(os.getpid())); time.sleep(600)"
Processes([Kept("helper", [sys.executable, "-c", helper % sys.argv[1]])], print).run()
"""


def is_alive(number: str) -> bool:
    """Tell whether the process runs; one that only waits to be collected does not."""
    stat = Path(f"/proc/{number}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] not in "ZX"


def test_a_killed_keeper_leaves_no_process_behind(tmp_path: Path) -> None:
    note = tmp_path / "number"
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(note)], cwd=ROOT)
    try:
        wait_until(lambda: note.exists() and note.read_text() != "", what="the helper")
        assert is_alive(note.read_text())
    finally:
        keeper.send_signal(signal.SIGKILL)
        keeper.wait()
    wait_until(lambda: not is_alive(note.read_text()), what="the helper's end")
