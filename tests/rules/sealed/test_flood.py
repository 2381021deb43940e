"""A flood costs its maker work, a visitor nothing, and nobody is known by it."""

import json
from pathlib import Path

import pytest

from dueregard.rules.sealed.flood import MOST_BITS, Bucket, is_done

VECTOR = json.loads((Path(__file__).parents[2] / "sealed" / "vectors.json").read_text())["work"]


def test_the_work_that_the_page_finds_is_taken() -> None:
    assert is_done(VECTOR["challenge"], VECTOR["work"], VECTOR["bits"])
    assert not is_done(VECTOR["challenge"], str(int(VECTOR["work"]) - 1), VECTOR["bits"])


@pytest.mark.parametrize("work", ["", "-1", "0x1", "1 ", "01", "١", "9" * 21, "1.0"])
def test_a_number_in_another_spelling_is_no_work(work: str) -> None:
    assert not is_done("00" * 16, work, 0)


def test_work_for_one_challenge_is_none_for_another() -> None:
    number = next(n for n in range(100_000) if is_done("aa" * 16, str(n), 8))
    others = [f"{other:032x}" for other in range(64)]
    assert sum(is_done(other, str(number), 8) for other in others) < 8


def test_a_quiet_inbox_asks_for_no_work_and_a_flooded_one_for_the_most() -> None:
    bucket = Bucket(size=40, every=2.0, left=40.0, filled_at=0.0)
    assert bucket.bits(0.0) == 0
    for _ in range(40):
        assert bucket.take(0.0) == 0
    assert bucket.bits(0.0) == MOST_BITS
    assert bucket.take(0.0) == 2.0
    assert bucket.take(1.0) == 1.0
    assert bucket.take(2.0) == 0
    assert bucket.bits(1000.0) == 0


def test_a_clock_that_steps_back_takes_nothing_from_anybody() -> None:
    bucket = Bucket(size=2, every=1.0, left=2.0, filled_at=100.0)
    assert bucket.take(50.0) == 0
    assert bucket.take(50.0) == 0
    assert bucket.take(50.0) == 1.0
