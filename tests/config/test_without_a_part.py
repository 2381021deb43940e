"""A site without any one of its parts starts, migrates, and leads nobody to what it does not have."""

import pytest

from tests.house.other_sites.trying import run
from tests.house.test_parts import PARTS


@pytest.mark.starts_early
@pytest.mark.parametrize("part", PARTS)
def test_a_site_without_one_of_its_parts_goes_on(part: str) -> None:
    rest = ",".join(one for one in PARTS if one != part)
    passed = run("with_one_less", DJANGO_SETTINGS_MODULE="tests.settings", DUEREGARD_PARTS=rest, LEFT_OUT=part)
    assert passed > 0
