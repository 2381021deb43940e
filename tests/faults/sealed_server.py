"""The site's real web server on the database of the running test, to be killed and started again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.over_http import OverHttp
from tests.ports import free_port
from tests.processes import ROOT, environment, wait_until


class SealedServer:
    """Granian as `serve` starts it, with one process; its words go to a file."""

    def __init__(self, state: Path) -> None:
        self.state, self.port = state, free_port()
        self.words = state / "words"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(self.port)]
        command += ["--workers", "1", "--blocking-threads", "64", "--no-ws", "--log-level", "warning"]
        with self.words.open("ab") as words:
            self.process = subprocess.Popen(
                [*command, "dueregard.config.wsgi:application"],
                env=environment(DUEREGARD_STATE=str(self.state)),
                cwd=ROOT,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        wait_until(self._answers, what="the web server")

    def kill(self) -> None:
        """Kill it and its worker at whatever instruction they are."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _answers(self) -> bool:
        assert self.process is None or self.process.poll() is None, self.words.read_text()
        try:
            return OverHttp(self.port).get("/sealed/nobody/").status_code == 404
        except OSError:
            return False
