"""A fresh machine: a root folder by mmdebstrap, started by systemd-nspawn with a systemd of its own.

It has this machine's network, so its ports are chosen free, and Tor is kept off it.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGES = "systemd,systemd-sysv,dbus,python3,ca-certificates,iproute2"
TRUST = Path(
    "/etc/ssl/certs/ca-certificates.crt"
)  # this machine's: what leads to its registries is trusted there as well
INSIDE = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"]
PATIENCE = 90.0  # seconds until a machine has started
WITHOUT_NETWORK = "[Service]\nPrivateNetwork=yes\n"


class StepFailed(Exception):
    """A step ended otherwise than it should; its words say how."""


@dataclass
class Machine:
    """A machine that was started: its root folder, and the first process in it."""

    root: Path
    leader: int

    def types(self, command: str, *, ends: int = 0, within: str = "/srv/due-regard") -> str:
        """Type a command as root; return its words. Raises: StepFailed when it ends otherwise"""
        enter = ["nsenter", "-t", str(self.leader), *("-m", "-u", "-i", "-n", "-p", "-C", "-r", "-w")]
        done = subprocess.run(
            [*enter, "env", "-i", *INSIDE, "sh", "-c", f"cd {within} && {command}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != ends:
            last = "\n".join(done.stdout.splitlines()[-25:])
            raise StepFailed(f"{command}\nended with {done.returncode}, not {ends}:\n{last}")
        return done.stdout

    def puts(self, path: str, text: str) -> None:
        """Write a file there."""
        target = self.root / path.removeprefix("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def root_of(release: str, folder: Path) -> Path:
    """Make a fresh root folder of a release of Debian; the packed one is kept in the folder for the next time."""
    packed = folder / f"{release}.tar"
    if not packed.exists():
        subprocess.run(
            ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", release, f"{packed}.part"],
            check=True,
        )
        Path(f"{packed}.part").rename(packed)
    root = folder / release
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    subprocess.run(["tar", "-C", root, "-xf", packed], check=True)
    shutil.copy(TRUST, root / "etc/ssl/certs")
    (root / "etc/pip.conf").write_text(f"[global]\ncert = {TRUST}\ntimeout = 180\n")
    with (root / "etc/hosts").open("a") as hosts:
        hosts.write("\n127.0.0.1 desk.northport.example sealed.northport.example\n")
    tor = root / "etc/systemd/system/tor@default.service.d"
    tor.mkdir(parents=True)
    (tor / "no-network.conf").write_text(WITHOUT_NETWORK)
    return root


@contextmanager
def started(root: Path) -> Iterator[Machine]:
    """Start a machine; stop it at the end."""
    told = {**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1", "SYSTEMD_NSPAWN_API_VFS_WRITABLE": "1"}
    command = ["systemd-nspawn", "--quiet", f"--directory={root}", f"--machine=trial-{root.name}", "--register=no"]
    with (root.parent / f"{root.name}.boot").open("wb") as words:
        process = subprocess.Popen(
            [*command, "--keep-unit", "--resolv-conf=copy-host", "--boot"],
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
    try:
        yield Machine(root, _leader(process))
    finally:
        process.send_signal(signal.SIGTERM)  # nspawn has the machine shut down
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _leader(process: "subprocess.Popen[bytes]") -> int:
    """Wait until the machine is up; return its first process, as this machine counts."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split() if children.exists() else ():
            machine = Machine(Path("/"), int(child))
            try:
                if machine.types("systemctl is-system-running || true", within="/").strip() in {"running", "degraded"}:
                    return int(child)
            except StepFailed:
                continue
        time.sleep(1)
    raise StepFailed("The machine did not start: see the file .boot beside its root folder.")
