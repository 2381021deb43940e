"""Tries mutations in a copy of the source: changes it, runs the named tests alone, and puts it back.

A test that fails on the unchanged copy, or that cannot be run, notices nothing. What is said of it is `__main__.py`.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.house.sources import BUILT
from tests.mutations.listed import Mutation

FAILED = re.compile(r"^FAILED (\S+?::\w+)", re.MULTILINE)
NOT_OK = re.compile(r"^ *not ok \d+ - (.+)$", re.MULTILINE)
HELD, SOME_FAILED = 0, 1  # what pytest and Node return when the tests could be run


class CannotRun(Exception):
    """The tests did not run to their end, so nothing is known of them."""


@dataclass(frozen=True)
class Copy:
    """A copy of the source that may be changed; `told` is the environment of the tests."""

    folder: Path
    told: Mapping[str, str]

    def failing(self, tests: Iterable[str]) -> list[str]:
        """Run these tests, and return which failed. Raises: CannotRun"""
        asked = list(dict.fromkeys(tests))
        in_node = [one for one in asked if ".test.js::" in one]
        return self._in_pytest([one for one in asked if one not in in_node]) + self._in_node(in_node)

    def seen(self, mutation: Mutation) -> list[str]:
        """Return which of its named tests a mutation makes fail. Raises: Gone, CannotRun"""
        with self._changed(mutation):
            return self.failing(mutation.tests)

    @contextmanager
    def _changed(self, mutation: Mutation) -> Iterator[None]:
        before = {change.file: (self.folder / change.file).read_text() for change in mutation.changes}
        try:
            for change in mutation.changes:
                self._write(change.file, change.applied(self.folder))
            self._build(before)
            yield
        finally:
            for file, text in before.items():
                self._write(file, text)
            self._build(before)

    def _write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.write_text(text)
        # Python knows a compiled module by size and second: two mutations of one second look alike.
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()

    def _build(self, files: Iterable[str]) -> None:
        """Make the delivered scripts again where one of their modules is another: the tests see what visitors get."""
        if any(file.startswith("sealed/modules/") for file in files):
            self._run(["node", "build.mjs"], self.folder / "sealed")

    def _in_pytest(self, tests: list[str]) -> list[str]:
        if not tests:
            return []
        command = [sys.executable, "-m", "pytest", "-q", "-rf", "--tb=no", "--no-header", "-p", "no:cacheprovider"]
        said = self._run([*command, *tests], self.folder)
        return sorted(set(FAILED.findall(said)))

    def _in_node(self, tests: list[str]) -> list[str]:
        failed = []
        for file in sorted({one.split("::")[0] for one in tests}):
            named = {one.split("::")[1] for one in tests if one.startswith(f"{file}::")}
            said = self._run(["node", "--test", "--test-reporter=tap", file], self.folder)
            failed += [f"{file}::{one}" for one in sorted(named & set(NOT_OK.findall(said)))]
        return failed

    def _run(self, command: list[str], folder: Path) -> str:
        done = subprocess.run(
            command, cwd=folder, env=dict(self.told), capture_output=True, text=True, errors="replace", check=False
        )
        if done.returncode not in {HELD, SOME_FAILED}:
            raise CannotRun((done.stdout + done.stderr)[-3000:])
        return done.stdout


def copied(source: Path, to: Path) -> Path:
    """Copy what people wrote, without what tools put there; the packages of the sealed pages are shared."""
    ignored = shutil.ignore_patterns(*BUILT, "*_cache", ".wrap")
    shutil.copytree(source, to, ignore=ignored)
    packages = source / "sealed" / "node_modules"
    if packages.is_dir():
        (to / "sealed" / "node_modules").symlink_to(packages.resolve())
    return to
