"""Drives LibreOffice inside this process, through the library that it offers for that (LibreOfficeKit).

What is drawn, and how, stands in our own macros (`office_profile`); limits and processes are decided by the caller.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
_ANSWER_SIZE = 4096
_ONCE_MORE = 81  # the program sets up a new profile and asks to be started again

# What LibreOffice is told before it starts: no screen, one thread, and the caller's own loop instead of its own.
SURROUNDINGS = {
    "SAL_USE_VCLPLUGIN": "svp",
    "SAL_LOK_OPTIONS": "unipoll",
    "SAL_DISABLE_OPENCL": "1",
    "SAL_DISABLE_SKIA": "1",
    "MAX_CONCURRENCY": "1",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "Europe/London",
}


class _Kit(ctypes.Structure):
    """The table of LibreOfficeKit. Source: LibreOfficeKit/LibreOfficeKit.h; entries are only ever added at its end."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        *((f"function_{number}", ctypes.c_void_p) for number in range(10)),  # destroy … getVersionInfo
        ("run_macro", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p)),
        ("sign_document", ctypes.c_void_p),
        (
            "run_loop",
            ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p),
        ),
    )


class _Office(ctypes.Structure):
    _fields_ = (("table", ctypes.POINTER(_Kit)),)


class CannotStart(Exception):
    """LibreOffice is not there, or too old to be driven so."""


def program_folder() -> Path:
    """Return the folder in which LibreOffice's programs and libraries lie. Raises: CannotStart"""
    found = shutil.which("soffice")
    if found is None:
        raise CannotStart("not installed")
    return Path(found).resolve().parent


def put_profile(profile: Path) -> None:
    """Lay out a fresh profile with our settings and macros."""
    shutil.copytree(Path(__file__).parent / "office_profile", profile / "user")


class OfficeProcess(Protocol):
    """Either way of having LibreOffice work."""

    profile: Path

    def serve(self, work: Callable[[], None]) -> None:
        """Call `work` once, when all is ready for it, and end the process after it."""

    def run(self, macro: str, *arguments: str, told: Path) -> tuple[str, str]:
        """Run a macro of ours. Returns the word that it wrote into `told`, and details; no word when it did not end."""


class ColdOffice:
    """LibreOffice as a program that is started anew for each macro, with a profile of its own."""

    def __init__(self, profile: Path) -> None:
        """Nothing is started yet."""
        self.profile = profile

    def serve(self, work: Callable[[], None]) -> None:
        """Call `work`, and end the process after it."""
        work()

    def run(self, macro: str, *arguments: str, told: Path) -> tuple[str, str]:
        """Start the program beside `told`, and wait for it."""
        profile = told.parent / "profile"
        put_profile(profile)
        command = [str(program_folder() / "soffice.bin"), f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--norestore", "--nologo", "--nodefault", _address(f"{macro}AndEnd", *arguments, str(told))]
        surroundings = {**os.environ, "HOME": str(told.parent)}
        for _ in range(2):
            done = subprocess.run(command, stdin=subprocess.DEVNULL, env=surroundings, check=False)  # noqa: S603 (names of our own making)
            if done.returncode != _ONCE_MORE:
                break
        return _answer(told)


class Office:
    """LibreOffice in this process. It serves one caller, for as long as the process lives."""

    def __init__(self, profile: Path) -> None:
        """Load and start it. Raises: CannotStart"""
        self.profile = profile
        folder = program_folder()
        library = next((folder / name for name in _LIBRARIES if (folder / name).exists()), None)
        if library is None:
            raise CannotStart("no library")
        try:
            start = ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL).libreofficekit_hook_2
        except (OSError, AttributeError) as fault:
            raise CannotStart(str(fault)) from fault
        start.restype, start.argtypes = ctypes.POINTER(_Office), [ctypes.c_char_p, ctypes.c_char_p]
        self._office = start(os.fsencode(folder), f"file://{profile}".encode())
        if not self._office or self._office.contents.table.contents.size < ctypes.sizeof(_Kit):
            raise CannotStart("no office")

    def serve(self, work: Callable[[], None]) -> None:
        """Call `work` once, when LibreOffice is ready for it, and end the process after it."""
        is_at_work = False

        def poll(_: int, __: int) -> int:
            nonlocal is_at_work
            if is_at_work:  # LibreOffice looks for events in the middle of the work, too: there are none
                return 0
            is_at_work = True
            status = 1
            try:
                work()
                status = 0
            finally:
                os._exit(status)

        asked = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)(poll)
        woken = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: None)
        # The last argument is passed on to both; without one they are never called.
        self._office.contents.table.contents.run_loop(
            self._office, ctypes.cast(asked, ctypes.c_void_p), ctypes.cast(woken, ctypes.c_void_p), 1
        )

    def run(self, macro: str, *arguments: str, told: Path) -> tuple[str, str]:
        """Run a macro of ours. Returns the word that it wrote into `told`, and details; no word when it did not end."""
        told.unlink(missing_ok=True)
        self._office.contents.table.contents.run_macro(self._office, _address(macro, *arguments, str(told)).encode())
        return _answer(told)


def _address(macro: str, *arguments: str) -> str:
    quoted = ", ".join(f'"{argument}"' for argument in arguments)
    return f"macro:///Standard.{macro}({quoted})"


def _answer(told: Path) -> tuple[str, str]:
    try:
        word, _, detail = told.read_text(errors="replace")[:_ANSWER_SIZE].partition("\n")
    except FileNotFoundError:
        return "", ""
    return word, detail.strip()
