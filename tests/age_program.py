"""Where the tests find `age` 1.3, which knows post-quantum keys, and Rust's `rage`: Debian's unstable builds, unpacked.

The first is static, so it runs on any Debian; the other brings the C library that it was built for. Both are downloaded
by apt with a sources file of its own, from the mirror that this machine's apt already uses, and checked by apt's own
signatures. Debian 12's own `age` stays `/usr/bin/age`.
"""

import fcntl
import functools
import os
import pty
import select
import subprocess
from collections.abc import Sequence
from pathlib import Path

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
OLD_AGE = Path("/usr/bin/age")  # 1.1 on Debian 12: X25519 alone


@functools.cache
def age_folder() -> Path:
    """Return the folder that holds `age`, `age-keygen` and `age-inspect` of version 1.3 or newer."""
    programs = _unpacked("age-1.3", "age") / "usr" / "bin"
    version = _run([str(programs / "age"), "--version"], programs).strip().lstrip("v")
    assert tuple(int(part) for part in version.split(".")[:2]) >= (1, 3), f"age is only {version}"
    return programs


@functools.cache
def rage() -> tuple[str, ...]:
    """Return the command that runs Rust's age, on whatever Debian this is."""
    folder = _unpacked("rage", "rage", "libc6", "libgcc-s1")
    libraries = next(folder.glob("usr/lib/*/libc.so.6")).parent
    loader = next(libraries.glob("ld-linux-*"))
    command = (str(loader), "--library-path", str(libraries), str(folder / "usr" / "bin" / "rage"))
    said = _run([*command, "--version"], folder)
    assert said.startswith("rage 0."), said
    return command


def at_a_terminal(command: list[str], answers: list[str], **environment: str) -> tuple[int, str]:
    """Run a program at a terminal of its own, and type an answer whenever it asks for a passphrase."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, os.environ | environment)
    said, left = "", list(answers)
    while select.select([terminal], [], [], 60)[0]:
        try:
            piece = os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:  # the program has ended
            break
        if not piece:
            break
        said += piece
        if left and "passphrase" in piece.lower() and piece.rstrip().endswith(":"):
            os.write(terminal, f"{left.pop(0)}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _unpacked(name: str, *packages: str) -> Path:
    """Return the folder in which these packages are unpacked; fetch them once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dueregard" / name
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes of one test run ask at once
        if not (cache / "complete").exists():
            _download(cache, packages)
            (cache / "complete").touch()
    return cache / "unpacked"


def _download(cache: Path, packages: Sequence[str]) -> None:
    for folder in ("lists/partial", "archives/partial", "unpacked"):
        (cache / folder).mkdir(parents=True, exist_ok=True)
    signed_by = f" [signed-by={KEYRING}]" if KEYRING.exists() else ""
    (cache / "unstable.list").write_text(f"deb{signed_by} {_mirror(cache)} unstable main\n")
    options = {
        "Dir::Etc::sourcelist": cache / "unstable.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": cache / "lists",
        "Dir::Cache": cache,
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::Retries": 5,
    }
    apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in options.items())]
    _run([*apt, "update"], cache)
    _run([*apt, "download", *packages], cache)
    for name in packages:
        package = max(cache.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime)
        _run(["dpkg-deb", "--extract", str(package), str(cache / "unpacked")], cache)
    for index in (cache / "lists").glob("*"):  # 100 MB that nobody needs again
        if index.is_file():
            index.unlink()


def _mirror(cache: Path) -> str:
    """Return the address of the Debian mirror in this machine's own apt configuration."""
    said = _run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN) $(COMPONENT) $(SITE)", "Created-By: Packages"], cache
    )
    told = [line.split() for line in said.splitlines()]
    said_so = [line[2] for line in told if line[:2] == ["Debian", "main"] and "security" not in line[2]]
    by_name = [line[-1] for line in told if line[-1].rstrip("/").endswith("/debian")]  # before a first `apt-get update`
    mirrors = said_so or by_name
    assert mirrors, "apt on this machine knows no Debian mirror: run `apt-get update` once, as root"
    return mirrors[0]


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}: {done.stderr}"
    return done.stdout
