"""A PostgreSQL server of the tests' own: a new cluster in a temporary folder, on a loopback port, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield the DATABASE_URL of a running server. As root it runs as the account `postgres`, which refuses root."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="dueregard-postgres-"))
    as_whom = _account()
    if as_whom:
        shutil.chown(folder, as_whom, as_whom)
    data = folder / "data"
    port = free_port()
    try:
        _run(
            as_whom,
            [
                str(binaries / "initdb"),
                "-D",
                str(data),
                "-U",
                "dueregard",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
        )
        # A test cluster may lose everything at a power cut; what is tested is what survives a killed process.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        options += " -c fsync=off -c max_connections=200"
        _run(
            as_whom,
            [
                str(binaries / "pg_ctl"),
                "-D",
                str(data),
                "-o",
                options,
                "-l",
                str(folder / "log"),
                "-w",
                "start",
            ],
        )
        try:
            yield f"postgres://dueregard@127.0.0.1:{port}/postgres"
        finally:
            _run(as_whom, [str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """Return the folder of the newest installed PostgreSQL. Raises: FileNotFoundError"""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise FileNotFoundError(
            "PostgreSQL is not installed. Install the Debian package postgresql; ./run test does it."
        )
    return found[-1].parent


def _account() -> str:
    if os.geteuid() != 0:
        return ""
    return pwd.getpwnam("postgres").pw_name


def _run(as_whom: str, command: list[str]) -> None:
    options = {"user": as_whom, "group": as_whom, "cwd": "/"} if as_whom else {}
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        **options,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}")
