"""No block of commands stands in a how-to that nobody runs: each is run by a test, or it is said why none can."""

import re

import pytest

from tests.house.sources import ROOT
from tests.howto.blocks import CANNOT, RUN_BY, blocks


def test_each_block_is_run_by_a_test_or_it_is_said_why_it_cannot_be() -> None:
    left = {
        page: len([one for one in each if (page, one.splitlines()[0]) not in CANNOT]) for page, each in blocks().items()
    }
    assert {page: many for page, many in left.items() if many} == {page: many for page, (_, many) in RUN_BY.items()}


def test_what_cannot_be_run_still_stands_there() -> None:
    there = {(page, one.splitlines()[0]) for page, each in blocks().items() for one in each}
    assert set(CANNOT) - there == set()


@pytest.mark.parametrize("page", RUN_BY)
def test_the_test_that_is_named_reads_the_page(page: str) -> None:
    assert page in (ROOT / "tests" / RUN_BY[page][0]).read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", CANNOT.values())
def test_a_test_that_a_reason_names_is_there(reason: str) -> None:
    for file in re.findall(r"tests/[\w/]+\.py", reason):
        assert (ROOT / file).is_file()
