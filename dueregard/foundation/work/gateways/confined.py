"""Starts a child process of this program that sees the system's own programs and nothing else: bubblewrap's doing.

In it everything can only be read but a folder of memory that goes with it, there is no network, and no other process.
Where bubblewrap is missing or may not work, `start_confined` says so, and the child has to do with `limits.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import dueregard

WRITABLE = "/tmp"  # noqa: S108 (inside: an empty folder of memory)
_PROGRAM = "bwrap"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_OF_ETC = ("/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/var/cache/fontconfig")


@cache
def can_confine() -> bool:
    """Tell whether bubblewrap is installed and the system lets this account use it."""
    if not shutil.which(_PROGRAM):
        return False
    tried = subprocess.run(  # noqa: S603 (a program of the system, its arguments are our own)
        [*_walls(readable=(), room=1 << 20), "true"], capture_output=True, check=False, timeout=30
    )
    return tried.returncode == 0


def start_confined(
    module: str,
    *,
    stdin: int,
    readable: Iterable[str],
    room: int,
    extra: Mapping[str, str] | None = None,
    arguments: Sequence[str] = (),
) -> subprocess.Popen[bytes]:
    """Start a module behind walls. It may read the `readable` folders and write `room` bytes below `WRITABLE`.

    The child is the first process of its own space of numbers: when it ends, so does all that it started.
    """
    package = Path(dueregard.__file__).resolve().parent
    # Not what packages add to our own path while they are loaded: one of their folders hides the module `math`.
    libraries = dict.fromkeys(os.path.realpath(sysconfig.get_path(of)) for of in ("purelib", "platlib"))
    python = os.path.realpath(sys.executable)
    walls = _walls(readable=(sys.base_prefix, sys.prefix, str(package), *readable), room=room)
    environment = {
        "PYTHONPATH": os.pathsep.join([str(package.parent), *libraries]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": os.defpath,
        "HOME": WRITABLE,
        "TMPDIR": WRITABLE,
        "MALLOC_ARENA_MAX": "2",
        **(extra or {}),
    }
    return subprocess.Popen(  # noqa: S603 (a module of our own)
        [*walls, "--as-pid-1", python, "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment,
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def _walls(*, readable: Iterable[str], room: int) -> list[str]:
    """Return the command that builds the walls; what is to run behind them follows it."""
    walls = [_PROGRAM, "--unshare-all", "--unshare-user-try", "--cap-drop", "ALL", "--hostname", "confined"]
    for place in _SYSTEM:
        if os.path.islink(place):
            walls += ["--symlink", os.readlink(place), place]
        elif os.path.isdir(place):
            walls += ["--ro-bind", place, place]
    for place in (*_OF_ETC, *_FONTS):
        walls += ["--ro-bind-try", place, place]
    walls += ["--proc", "/proc", "--dev", "/dev", "--size", str(room), "--tmpfs", WRITABLE]
    for place in dict.fromkeys(os.path.realpath(one) for one in readable):
        if not place.startswith("/usr/"):
            walls += ["--ro-bind", place, place]
    return [*walls, "--chdir", WRITABLE]
