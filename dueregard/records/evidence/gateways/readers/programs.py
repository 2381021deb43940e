"""Runs the programs that readers lean on, within what time is left; a program that is missing has a reason.

They inherit every limit of the reader, and die with it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from dueregard.foundation.work.gateways.limits import die_with_parent
from dueregard.rules.documents.reading import CouldNotRead, Reason

# A program gets so much of the time for an item, so that its page is still sent in time when it does not end.
SHARE_OF_TIME = 0.5


def run(
    command: Sequence[str],
    *,
    seconds: float,
    folder: Path,
    answers: Path | None = None,
    keeps: Sequence[int] = (),
) -> bytes:
    """Return what a program writes, to its output or to the file `answers`; it keeps these open files.

    Raises: CouldNotRead
    """
    try:
        done = subprocess.run(  # noqa: S603 (the program is the operator's choice)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds * SHARE_OF_TIME,
            cwd=folder,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "HOME": str(folder)},
            check=False,
            pass_fds=keeps,
            preexec_fn=die_with_parent,
        )
    except FileNotFoundError as fault:
        raise CouldNotRead(Reason.NO_PROGRAM, command[0]) from fault
    except subprocess.TimeoutExpired as fault:
        raise CouldNotRead(Reason.TOO_LONG, command[0]) from fault
    except OSError as fault:
        raise CouldNotRead(Reason.CRASHED, f"{command[0]}: {type(fault).__name__}") from fault
    if done.returncode != 0:
        raise CouldNotRead(Reason.CRASHED, f"{command[0]}: status {done.returncode}")
    return answers.read_bytes() if answers else done.stdout
