"""Reads a list of mutations: of each, the failure it brings back, the exact texts it changes, and who should notice.

A list is a folder beside this file, with TOML in it. Running it is `trying.py`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


class Gone(Exception):
    """The text that a mutation changes is not in the source, or more than once: it would mean something else."""


@dataclass(frozen=True)
class Change:
    """An exact text of one file, and what is put in its place."""

    file: str
    old: str
    new: str

    def applied(self, tree: Path) -> str:
        """Return the file's text with the change in it. Raises: Gone"""
        path = tree / self.file
        text = path.read_text() if path.is_file() else ""
        if text.count(self.old) != 1 or self.old == self.new:
            raise Gone(f"{self.file} holds this {text.count(self.old)} times in place of once: {self.old}")
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Mutation:
    """One past failure, brought back in one way. `tests` are named as pytest does, with the file first."""

    failure: str
    says: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]

    def check(self, tree: Path) -> None:
        """Refuse a mutation whose text is no longer there. Raises: Gone"""
        for change in self.changes:
            change.applied(tree)


def lists() -> list[str]:
    """Return the names of all lists there are."""
    return sorted({path.parent.name for path in HERE.glob("*/*.toml")})


def read(name: str) -> list[Mutation]:
    """Return the mutations of a list, in their order."""
    return [
        Mutation(
            one["failure"],
            one["says"],
            tuple(Change(each["file"], each["old"], each["new"]) for each in one["change"]),
            tuple(one["tests"]),
        )
        for file in sorted((HERE / name).glob("*.toml"))
        for one in tomllib.loads(file.read_text())["mutation"]
    ]
