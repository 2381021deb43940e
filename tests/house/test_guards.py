"""Each guard that once failed is on its page with the tests that hold its kind, and those tests are there."""

import re

from tests.house.sources import ROOT
from tests.house.test_asvs import TEST, named_in

PAGE = ROOT / "docs" / "reference" / "guards.md"
LINE = re.compile(r"^\| (G\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)


def held() -> dict[str, set[str]]:
    """Return the tests that the page names for each guard, as pytest names them."""
    return {number: set(TEST.findall(tests)) for number, _, tests in LINE.findall(PAGE.read_text())}


def test_every_guard_names_tests_that_are_there() -> None:
    assert list(held()) == [f"G{number}" for number in range(1, 12)]
    named = [one.split("::") for tests in held().values() for one in tests]
    assert [(path, test) for path, test in named if test not in named_in(ROOT / path)] == []
    assert all(held().values())
    assert sum(map(len, held().values())) == PAGE.read_text().count("::test_"), "a test that nothing reads"
