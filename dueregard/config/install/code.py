"""A version's folder: copies the code there, makes its environment from the lock file, and removes old ones."""

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from dueregard.config.install import machine, units
from dueregard.rules.install.layout import CODE, CURRENT, SHIPPED
from dueregard.rules.install.releases import release_name

LEFT_OUT = {"__pycache__", "node_modules", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
STAMP = ".whole"  # written last, with the Python it was made with


def shipped(source: Path) -> dict[str, str]:
    """Return the texts below `deploy/`, by path."""
    below = source / "deploy"
    return {
        path.relative_to(below).as_posix(): path.read_text()
        for path in sorted(below.rglob("*"))
        if path.is_file() and path.suffix != ".md"
    }


def name_of(source: Path) -> str:
    """Return what the folder of this code is called."""
    digest = sha256()
    for path in _files(source):
        digest.update(f"{path.relative_to(source).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    version = "0"
    for line in (source / "dueregard" / "__init__.py").read_text().splitlines():
        if line.startswith("__version__"):
            version = line.split('"')[1]
    return release_name(version, digest.hexdigest())


def is_built(name: str) -> bool:
    """Tell whether a version's folder is whole, and made with the Python that the machine has now.

    3.11 is the same Python before and after Debian mended something in it: what was made with it goes on.
    """
    made_with = machine.read(f"{CODE}/{name}/{STAMP}") or ""
    return made_with.split(".")[:2] == sys.version.split(".")[:2]


def build(source: Path, name: str) -> None:
    """Make a version's folder. One that was left half-made is made again. Raises: machine.Failed"""
    target = Path(CODE) / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True, mode=0o755)
    for path in _files(source):
        to = target / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        shutil.copyfile(path, to)
        to.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
    here = str(target)
    python = f"{here}/venv/bin/python"
    machine.run(sys.executable, "-m", "venv", f"{here}/venv", why="Making the environment")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    # What comes only as source is built with tools that are pinned as well. Older versions have no list of them.
    if (target / "requirements/build.txt").exists():
        tools = ["--require-hashes", "-r", "requirements/build.txt"]
        machine.run(*pip, *tools, why="Installing the tools to build with", within=here)
        pip.append("--no-build-isolation")
    pinned = ["--require-hashes", "-r", "requirements/site.txt"]
    machine.run(*pip, *pinned, why="Installing the pinned packages", within=here)
    if units.setting_now("DUEREGARD_QUEUE") and (target / "requirements/queue.txt").exists():
        queue = ["--require-hashes", "-r", "requirements/queue.txt"]
        machine.run(*pip, *queue, why="Installing what speaks to the queue server", within=here)
    machine.run(*pip, "--no-build-isolation", "-e", ".", why="Installing the site", within=here)
    machine.run(python, "-m", "compileall", "-q", "dueregard", why="Compiling", within=here)
    (target / STAMP).write_text(sys.version)


def in_use() -> str:
    """Return the version that `current` leads to; nothing where there is none."""
    try:
        return Path(os.readlink(CURRENT)).name
    except OSError:
        return ""


def there() -> list[str]:
    """Return the versions on the disk."""
    return [one.name for one in Path(CODE).iterdir() if one.is_dir() and not one.is_symlink()]


def remove(name: str) -> None:
    """Remove a version."""
    shutil.rmtree(Path(CODE) / name)


def _files(source: Path) -> list[Path]:
    found = []
    for name in SHIPPED:
        place = source / name
        if place.is_file():
            found.append(place)
        for path in place.rglob("*"):
            if path.is_file() and not LEFT_OUT & set(path.relative_to(source).parts):
                found.append(path)
    return sorted(found)
