"""A RabbitMQ server of the tests' own: a new node in a temporary folder, on loopback ports, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

PROGRAM = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
PATIENCE = 120.0  # seconds
CONFIG = """\
listeners.tcp.default = 127.0.0.1:{port}
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 400MB
loopback_users.guest = true
log.file.level = warning
{more}
"""


class RabbitMQ:
    """One node. It keeps its folder from one start to the next, as a machine does."""

    def __init__(self, folder: Path, more: str) -> None:
        self.folder, self.port = folder, free_port()
        self._epmd = free_port()
        self._account = pwd.getpwnam("rabbitmq") if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "rabbitmq.conf").write_text(CONFIG.format(port=self.port, more=more))
        # How often a node looks at what consumers hold too long (a minute) is no setting of rabbitmq.conf.
        (folder / "advanced.config").write_text("[{rabbit, [{channel_tick_interval, 1000}]}].\n")
        (folder / "enabled_plugins").write_text("[].\n")
        if self._account:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, self._account.pw_uid, self._account.pw_gid)

    @property
    def url(self) -> str:
        """Return the address as `DUEREGARD_QUEUE` takes it."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        """Start the node and wait until it takes connections. Raises: RuntimeError, with its own words"""
        as_whom = {"user": self._account.pw_uid, "group": self._account.pw_gid} if self._account else {}
        log = (self.folder / "said").open("ab")
        with log:
            self._process = subprocess.Popen(
                [PROGRAM], env=self._environment(), cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, **as_whom,
            )  # fmt: skip
        began = time.monotonic()
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"RabbitMQ did not start: {(self.folder / 'said').read_text(errors='replace')}")
            time.sleep(0.3)

    def kill(self) -> None:
        """End the node as a power cut does."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def remove(self) -> None:
        """End it, and the mapper of ports that it started."""
        self.kill()
        mapper = ["epmd", "-kill"]
        for _ in range(20):  # it refuses while it still counts a node that has ended
            if subprocess.run(mapper, env=self._environment(), check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.25)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        """Tell whether it speaks AMQP: what is no greeting of its own it answers with its own, and ends."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as trial:
                trial.sendall(b"AMQP\x00\x00\x00\x00")
                return trial.recv(8) == b"AMQP\x00\x00\x09\x01"
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        here = str(self.folder)
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": here,
            "RABBITMQ_NODENAME": f"dueregard{self.port}@localhost",
            "RABBITMQ_MNESIA_BASE": f"{here}/data",
            "RABBITMQ_LOG_BASE": f"{here}/log",
            "RABBITMQ_CONFIG_FILE": f"{here}/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": f"{here}/advanced.config",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{here}/enabled_plugins",
            "RABBITMQ_CONF_ENV_FILE": f"{here}/no-such-file",
            "RABBITMQ_PID_FILE": f"{here}/pid",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "ERL_EPMD_PORT": str(self._epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
        }


@contextmanager
def running_rabbitmq(more: str = "") -> Iterator[RabbitMQ]:
    """Yield a running server; `more` are lines of its configuration. As root it runs as the account `rabbitmq`."""
    if not PROGRAM.exists():
        raise FileNotFoundError("RabbitMQ is not installed. Install the Debian package rabbitmq-server.")
    server = RabbitMQ(Path(tempfile.mkdtemp(prefix="dueregard-rabbitmq-")), more)
    try:
        server.start()
        yield server
    finally:
        server.remove()
