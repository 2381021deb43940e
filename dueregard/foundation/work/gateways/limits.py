"""What a child process gives up before it reads strangers' bytes: memory, files, the network. For good, and no Django.

How much it may keep is decided by whoever starts it; the clock is watched by its parent.
"""

from __future__ import annotations

import ctypes
import os
import resource

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def cut_network() -> bool:
    """Leave the network, where the system grants it, and every chance of new rights; say whether the network is gone.

    As root the network alone can be left; anybody else needs a user namespace with it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    is_cut: bool = libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
    return is_cut


def die_with_parent() -> None:
    """Be killed as soon as the process that started this one is gone."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


def set_limits(*, memory: int, open_files: int, file_bytes: int, processes: int | None = None) -> None:
    """Limit address space and written files in bytes, open files and, if told, processes in number. No core is left."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if processes is not None:
        resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))


def allow_more_processor_time(seconds: int) -> None:
    """Count the processor seconds anew from here; more than these end the process."""
    used = sum(os.times()[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, resource.RLIM_INFINITY))
