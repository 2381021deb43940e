"""The watcher of sealed inboxes: how many servers that show a visitor something else it tells, and honest ones."""

import contextlib
import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.site import make_site

STATE = make_site()
sys.path.insert(0, str(Path(__file__).parents[1] / "watcher"))

from dueregard_watcher import command  # noqa: E402 (the stage knows the site's settings)

from tests.watcher.stage import Stage, served  # noqa: E402
from tests.watcher.test_watching import ALONE, HONEST, TOGETHER, all_of  # noqa: E402


def run() -> list[Figure]:
    """Return the figures; each server is looked at once."""
    stage = Stage()
    with served(stage) as address, TemporaryDirectory() as folder:
        asked = [address, "--key", stage.key.root, "--once", "--state", f"{folder}/state.json"]

        def look() -> str:
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                command.main(asked)
            return said.getvalue()

        look()
        told = 0
        for case in (*ALONE, *TOGETHER):
            stage.mischief = all_of([case])
            told += case[2] in look()
        honest = 0
        for _, variation in HONEST:
            stage.mischief = variation
            honest += "ALARM" not in look()
    total = len(ALONE) + len(TOGETHER)
    return [
        Figure("sealed: servers that show something else, those the watcher tells", told, total, "servers", 1.0),
        Figure("sealed: honest variations, those about which it says nothing", honest, len(HONEST), "servers", 1.0),
    ]
