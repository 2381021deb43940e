"""What a child process gives up before it reads strangers' bytes: memory, files, the network. For good, and no Django.

How much it may keep is decided by whoever starts it; the clock is watched by its parent.
"""

from __future__ import annotations

import ctypes
import os
import resource
import stat
import struct
from collections.abc import Iterable

WORKING = "dueregard-work-"  # how every temporary folder of our work begins, so that one left behind is known
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_CLONE_NEWNS = 0x20000
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 1 << 18
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE, _RDONLY = 442, -100, 0x8000, 1
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _BENEATH = 1, 1
_CAPABILITIES = 0x20080522
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_FOLDER
_WRITE = (1 << 13) - 1 - _READ  # write, remove, make: everything else of the first version
_TRUNCATE, _TRUNCATE_SINCE = 1 << 14, 3
_SIGNALS_AND_SOCKETS, _SCOPES_SINCE = 3, 6
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def cut_network() -> bool:
    """Leave the network, where the system grants it, and every chance of new rights; say whether the network is gone.

    As root the network alone can be left; anybody else needs a user namespace with it.
    """
    stay_without_rights()
    is_cut: bool = _LIBC.unshare(_CLONE_NEWNET) == 0 or _LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
    return is_cut


def stay_without_rights() -> None:
    """Give up every chance of new rights, and be looked into by no other process of this account."""
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _LIBC.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with_parent() -> None:
    """Be killed as soon as the process that started this one is gone."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


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


def write_only_below(folder: str) -> bool:
    """Make every other place of the disk one that can only be read, for this process; say whether the system does it.

    Source: mount_setattr(2), whose number is the same on every architecture.
    """
    if _LIBC.unshare(_CLONE_NEWNS) and _LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNS):
        return False
    place = os.fsencode(folder)
    steps = (
        lambda: _LIBC.mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None),
        lambda: _LIBC.mount(place, place, None, _MS_BIND, None),
        lambda: _set_mount(b"/", _AT_RECURSIVE, struct.pack("<QQQQ", _RDONLY, 0, 0, 0)),
        lambda: _set_mount(place, 0, struct.pack("<QQQQ", 0, _RDONLY, 0, 0)),
    )
    return all(step() == 0 for step in steps)


def _set_mount(place: bytes, how: int, wanted: bytes) -> int:
    done: int = _LIBC.syscall(
        _MOUNT_SETATTR, _AT_FDCWD, place, ctypes.c_uint(how), wanted, ctypes.c_size_t(len(wanted))
    )
    return done


def shut_folders(*, readable: Iterable[str], writable: Iterable[str], files: Iterable[int] = ()) -> bool:
    """See no more of the disk than these folders, and signal no process but one's own; say whether the system does it.

    `files` are open files that may be opened once more. What is open stays open.
    Source: Linux Landlock, landlock(7); its calls have the same numbers on every architecture.
    """
    _LIBC.capset(struct.pack("<Ii", _CAPABILITIES, 0), bytes(24))  # what root may beyond this it may no more
    version = _LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = _READ | _WRITE | (_TRUNCATE if version >= _TRUNCATE_SINCE else 0)
    wanted = struct.pack("<QQQ", rights, 0, _SIGNALS_AND_SOCKETS if version >= _SCOPES_SINCE else 0)
    size = 24 if version >= _SCOPES_SINCE else 8
    rules = _LIBC.syscall(_CREATE_RULESET, wanted, ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    try:
        for folders, allowed in ((readable, _READ), (writable, rights)):
            for folder in folders:
                _allow(rules, folder, allowed)
        for file in files:
            _LIBC.syscall(_ADD_RULE, rules, _BENEATH, struct.pack("<Qi", _READ_FILE, file), 0)
        return bool(_LIBC.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(rules: int, folder: str, rights: int) -> None:
    try:
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there needs no leave
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        _LIBC.syscall(_ADD_RULE, rules, _BENEATH, struct.pack("<Qi", rights, place), 0)
    finally:
        os.close(place)
