"""A stage with a signed page, and a watcher of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dueregard_watcher import command

from tests.watcher.stage import Stage, served


class Watcher:
    """The command on somebody's machine, and what it says."""

    def __init__(self, stage: Stage, address: str, state: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.stage, self.address, self.state, self.capsys = stage, address, state, capsys

    def look(self, *more: object) -> tuple[int, str]:
        arguments = ["--key", self.stage.key.root, "--once", "--state", str(self.state), self.address]
        code = command.main([*arguments, *map(str, more)])
        said = self.capsys.readouterr()
        return code, said.out + said.err


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def address(stage: Stage) -> Iterator[str]:
    with served(stage) as at:
        yield at


@pytest.fixture
def watcher(stage: Stage, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Watcher:
    return Watcher(stage, address, tmp_path / "state.json", capsys)
