"""A site without some of its parts starts, migrates, and leads nobody to what it does not have.

`./run soak` leaves out each part in turn. Here there are fewer sites, each without several parts. For any two parts one
site has the first and not the second, so a link from the first to the second would be found.
"""

import os
from itertools import combinations, count
from math import comb

import pytest

from tests.house.other_sites.trying import run
from tests.house.test_parts import PARTS
from tests.soak import IN_FULL


def left_out_together(parts: list[str]) -> list[tuple[str, ...]]:
    """Return what each of a few sites leaves out, so that every part stays somewhere without every other one.

    Each part has its own choice of sites to be left out of, all of one size. No choice holds another (Sperner), so each
    part is missing somewhere where another stays.
    """
    sites = next(number for number in count(1) if comb(number, number // 2) >= len(parts))
    choices = dict(zip(parts, combinations(range(sites), sites // 2), strict=False))
    return [tuple(part for part in parts if site in choices[part]) for site in range(sites)]


TOGETHER = left_out_together(PARTS)


def test_every_part_stays_somewhere_without_every_other() -> None:
    seen = {(stays, out) for without in TOGETHER for out in without for stays in set(PARTS) - set(without)}
    assert seen == {(stays, out) for stays in PARTS for out in PARTS if stays != out}


@pytest.mark.starts_early
@pytest.mark.soak
@pytest.mark.parametrize("without", [(part,) for part in PARTS] if IN_FULL in os.environ else TOGETHER, ids=" ".join)
def test_a_site_without_some_of_its_parts_goes_on(without: tuple[str, ...]) -> None:
    rest = ",".join(one for one in PARTS if one not in without)
    out = ",".join(without)
    passed = run("with_fewer", DJANGO_SETTINGS_MODULE="tests.settings", DUEREGARD_PARTS=rest, LEFT_OUT=out)
    assert passed > 0
