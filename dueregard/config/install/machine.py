"""The machine that is installed: runs its programs, reads and writes its files. Decides nothing."""

import contextlib
import grp
import json
import os
import pwd
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dueregard.rules.install.fates import Planned
from dueregard.rules.install.layout import ACCOUNT

PATIENCE = 120.0  # seconds until a site that was started has to answer
LAST_LINES = 12
# What the site's account is told of root's environment: nothing that somebody may have set there.
_HARMLESS = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


class Failed(Exception):
    """A step could not be done; its words say what, and what is to be done."""


def say(words: str) -> None:
    """Tell whoever sits there."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def run(
    *command: str,
    why: str = "",
    told: Mapping[str, str] | None = None,
    as_account: bool = False,
    within: str | None = None,
) -> str:
    """Run a program and return its words. Raises: Failed with the last of them"""
    try:
        done = subprocess.run(
            command,
            env={**(_HARMLESS if as_account else os.environ), **(told or {})},
            cwd=within,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            user=ACCOUNT if as_account else None,
            group=ACCOUNT if as_account else None,
            extra_groups=[] if as_account else None,
        )
    except FileNotFoundError:
        raise Failed(f"{why or command[0]}: there is no program {command[0]} on this machine.") from None
    if done.returncode:
        last = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-LAST_LINES:])
        raise Failed(f"{why or 'A program'} failed: {' '.join(command)[:200]} ended with {done.returncode}.\n{last}")
    return done.stdout


def holds(*command: str) -> bool:
    """Tell whether a program ends well."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def read(path: str) -> str | None:
    """Return what a file says; None where there is none."""
    try:
        return Path(path).read_text(errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def write(planned: Planned) -> None:
    """Write a file whole, with its mode and group, in the place of what is there."""
    target = Path(planned.path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    part = target.with_name(f".{target.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(planned.text)
        file.flush()
        os.fsync(file.fileno())
    if planned.group != "root":
        os.chown(part, 0, grp.getgrnam(planned.group).gr_gid)
    part.chmod(planned.mode)
    part.replace(target)


def point(link: str, target: str) -> None:
    """Let a link lead somewhere else, at one instant."""
    part = f"{link}.part"
    Path(part).unlink(missing_ok=True)
    os.symlink(target, part)
    os.replace(part, link)


def packages_missing(names: Sequence[str]) -> list[str]:
    """Return which Debian packages are not installed."""
    return [name for name in names if not is_installed(name)]


def is_installed(package: str) -> bool:
    """Tell whether a Debian package is installed."""
    asked = subprocess.run(
        ["/usr/bin/dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False
    )
    return "install ok installed" in asked.stdout


def install_packages(names: Sequence[str]) -> None:
    """Install Debian packages without a question. Raises: Failed"""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", why="Debian's list of packages", told=quiet)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *names, why="Installing packages", told=quiet)


def account_owns(folder: str) -> None:
    """Give a folder of the site, with all that is in it, to the site's account, where it is not that already.

    The account may change what is in there while root looks. So no link is followed, neither a last one nor one that
    takes the place of a folder on the way.
    """
    account = pwd.getpwnam(ACCOUNT)
    own = account.pw_uid, account.pw_gid
    for _, folders, files, at in os.fwalk(folder):
        for name in (".", *folders, *files):
            with contextlib.suppress(FileNotFoundError):
                found = os.stat(name, dir_fd=at, follow_symlinks=False)
                if found.st_nlink > 1 and not stat.S_ISDIR(found.st_mode):
                    continue  # it has a second name, which may be anywhere
                if (found.st_uid, found.st_gid) != own:
                    os.chown(name, *own, dir_fd=at, follow_symlinks=False)


def answers_well(port: int, host: str, patience: float = PATIENCE) -> str:
    """Wait until the site says that it is well; return what is wrong when it never does, else nothing."""
    until, last = time.monotonic() + patience, "nobody answered"
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
                if answer.status == 200:
                    return ""
        except urllib.error.HTTPError as refusal:
            last = f"it answers {refusal.code}: {refusal.read(200).decode(errors='replace').strip()}"
        except OSError as fault:
            last = f"nobody answers ({fault})"
        time.sleep(1)
    return last


def in_json(path: str) -> Any:
    """Return what a file of ours holds; None where there is none, or it was left half-written."""
    try:
        return json.loads(Path(path).read_text())
    except (FileNotFoundError, ValueError):
        return None
