"""Starts a child process of this program to which no setting and no secret of the site is given.

What the child gives up by itself stands in `limits.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import dueregard


def start_child(
    module: str,
    *,
    stdin: int,
    stdout: int,
    extra: Mapping[str, str] | None = None,
    arguments: Sequence[str] = (),
) -> subprocess.Popen[bytes]:
    """Start a module in a process and a session of its own; `extra` is added to its bare environment."""
    root = str(Path(dueregard.__file__).resolve().parent.parent)
    environment = {
        "PYTHONPATH": os.pathsep.join([root, *(path for path in sys.path if path)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        **(extra or {}),
    }
    return subprocess.Popen(  # noqa: S603 (a module of our own)
        [sys.executable, "-m", module, *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment,
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )
