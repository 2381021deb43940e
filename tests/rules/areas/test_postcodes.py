"""A postcode is read down to its sector, however it is typed; what is no postcode of Great Britain gets a sentence."""

import pytest

from dueregard.rules.areas.postcodes import NoSector, read_postcode


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        ("LS1 4AP", "LS1 4"),
        ("ls14ap", "LS1 4"),
        (" ls1  4 ", "LS1 4"),
        ("EC1A 1BB", "EC1A 1"),
        ("w1a0ax", "W1A 0"),
        ("M1 1AE", "M1 1"),
        ("LS14 4AP", "LS14 4"),
        ("LS1-4AP", "LS1 4"),
        ("LS1\u00a04AP", "LS1 4"),
    ],
)
def test_a_postcode_gives_its_sector(typed: str, sector: str) -> None:
    assert read_postcode(typed).sector == sector


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("BT1 5GS", NoSector.NORTHERN_IRELAND),
        ("bt15gs", NoSector.NORTHERN_IRELAND),
        ("JE2 3AB", "Jersey"),
        ("IM1", "the Isle of Man"),
        ("LS1", NoSector.TOO_SHORT),
        ("LS14", NoSector.TOO_SHORT),
        ("Leeds", NoSector.NOT_A_POSTCODE),
        ("", NoSector.NOT_A_POSTCODE),
        ("LS1 4APX", NoSector.NOT_A_POSTCODE),
        ("12345", NoSector.NOT_A_POSTCODE),
    ],
)
def test_what_cannot_be_looked_up_gets_a_sentence(typed: str, says: str) -> None:
    found = read_postcode(typed)
    assert found.sector == ""
    assert says in found.problem
