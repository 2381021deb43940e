"""A walk that could not be walked is told: a browser that is missing, and one that nobody has heard of."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.walks.__main__ import main
from tests.walks.browsers import BROWSERS, NotToBeHad
from tests.walks.drivers import Driver


@pytest.mark.parametrize("drives", BROWSERS.values(), ids=BROWSERS)
def test_a_browser_that_is_not_installed_is_no_walk(
    drives: Callable[[Path], AbstractContextManager[Driver]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotToBeHad, match="not installed"), drives(tmp_path):
        pass


def test_the_command_ends_with_one_when_no_browser_walked(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["sealed", "Netscape"]) == 1
    assert "Not every browser walked the whole way." in capfd.readouterr().out


def test_the_command_says_which_walks_there_are(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "./run walk sealed" in capfd.readouterr().out
