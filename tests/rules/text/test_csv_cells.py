"""No cell of an exported table runs in a spreadsheet. Source: OWASP, CSV Injection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.text.csv_cells import safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("yes", "yes"),
        (None, ""),
        (12, "12"),
        ("-3", "-3"),
        ("-3.5", "-3.5"),
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://elsewhere.example")', '\'=HYPERLINK("http://elsewhere.example")'),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1+1", "' =1+1"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("a\x00b", "ab"),
        ("", ""),
    ],
)
def test_a_cell_is_words(value: str | int | None, cell: str) -> None:
    assert safe_cell(value) == cell


@given(st.text(max_size=40))
def test_no_cell_begins_as_a_formula(value: str) -> None:
    cell = safe_cell(value)
    assert not cell.lstrip().startswith(("=", "+", "@", "＝", "＋", "－", "＠"))
    assert not cell.lstrip().startswith("-") or cell.removeprefix("-").replace(".", "", 1).isdigit()
