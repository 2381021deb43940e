"""A document's text has a limit, by itself and by the size of its file, each with its reason."""

import pytest

from dueregard.rules.documents.much_text import ALWAYS_ALLOWED, MOST_SIGNS, too_much_text
from dueregard.rules.documents.reading import Reason


@pytest.mark.parametrize(
    ("signs", "size", "why"),
    [
        (3_999 * 300_000, 110_000, Reason.TOO_MUCH_TEXT),  # the workbook with one shared text, read to its end
        (6_000_000, 110_000, Reason.EXPANDS),  # where reading it stops
        (ALWAYS_ALLOWED, 1_000, None),
        (9_000_000, 900_000, None),  # a long report, packed to a tenth
        (MOST_SIGNS, 60_000_000, None),
        (MOST_SIGNS + 1, 60_000_000, Reason.TOO_MUCH_TEXT),
        (0, 0, None),
    ],
)
def test_text_is_counted_by_itself_and_against_its_file(signs: int, size: int, why: Reason | None) -> None:
    assert too_much_text(signs=signs, size=size) == why
