"""Examples that others published for the Order of 2007 are counted here as they were there, at every stage."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dueregard.rules.votes.stages import UNIT, Count, Lot
from dueregard.rules.votes.transferable import count
from tests.rules.votes.test_transferable import papers_of

EXAMPLES = json.loads((Path(__file__).parent / "published_examples.json").read_text())["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_an_example_is_counted_as_it_was_published(example: dict[str, Any]) -> None:
    letters, lots = example["candidates"], list[Lot]()
    while tie := (done := _count(example, lots)).waits_for:
        lots.append(Lot(tie, min(tie.tied)))
    published = [[int(Decimal(one) * UNIT) for one in stage.split()] for stage in example["stages"]]
    ours = [[stage.votes[letter] for letter in letters] for stage in done.stages]
    assert done.is_finished
    assert done.quota == example["quota"]
    assert "".join(sorted(done.elected)) == example["elected"]
    assert [stage for at, stage in enumerate(ours) if not at or stage != ours[at - 1]] == published


def _count(example: dict[str, Any], lots: list[Lot]) -> Count:
    return count(papers_of(example["papers"]), candidates=example["candidates"], places=example["places"], lots=lots)
