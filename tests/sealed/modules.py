"""Where the tests find Node and the packages that the sealed pages are built from and tested with.

The packages are those of `sealed/package-lock.json`, with their hashes; they are fetched once and stay in
`sealed/node_modules`.
"""

import fcntl
import functools
import hashlib
import json
import subprocess
from pathlib import Path

SEALED = Path(__file__).resolve().parents[2] / "sealed"
SITE = SEALED / "site"
MODULES = SEALED / "modules"


def vectors() -> dict[str, dict[str, str]]:
    """Return the fixed inputs and outputs of the protocol."""
    read: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "vectors.json").read_text())
    return read


@functools.cache
def packages() -> Path:
    """Return the folder of installed packages, as the lock file says."""
    wanted = hashlib.sha256((SEALED / "package-lock.json").read_bytes()).hexdigest()
    folder = SEALED / "node_modules"
    stamp = folder / ".installed"
    with (SEALED / ".gitignore").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes of one test run ask at once
        if not stamp.exists() or stamp.read_text() != wanted:
            node("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            stamp.write_text(wanted)
    return folder


def node(*command: str) -> str:
    """Run a program in `sealed/`; return what it printed, or fail with it."""
    done = subprocess.run(command, cwd=SEALED, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout
