"""A copy is set from what a file visibly says: shown words come over in order, and what is hidden does not."""

import pytest

from dueregard.rules.visible import Block, Heading, Paragraph, Table, visible
from dueregard.rules.visible.blocks import taken_out
from dueregard.rules.visible.finder import NotVisible
from tests.hidden_files import (
    DOCX,
    MAIL,
    PPTX,
    SECRET,
    XLSX,
    letter,
    old_workbook,
    open_sheets,
    open_text,
    slides,
    workbook,
)

ODF = "application/vnd.oasis.opendocument."
OLD_SHOWN = "Numbers\nSchool | Asked | When\nRow 1 | 3 | 01/03/2025\nRow 4 | 25% | TRUE"


def said(blocks: list[Block]) -> str:
    """Return all words of the blocks."""
    return "\n".join(
        "\n".join(" | ".join(row) for row in block.rows) if isinstance(block, Table) else block.text for block in blocks
    )


@pytest.mark.parametrize(
    ("content", "kind", "shown"),
    [
        (letter(), DOCX, "Shown. "),
        (slides(), PPTX, "Slide 1\nShown title"),
        (open_text(), f"{ODF}text", "Shown heading\nShown words and more"),
        (open_sheets(), f"{ODF}spreadsheet", "Totals\nShown"),
        (MAIL, "message/rfc822", "Shown subject\nFrom: Pat\nSent: 02/11/2026 10:00 UTC\nShown words."),
        (b'a,b\r\n1,"two\nlines"\r\n', "text/csv", "a | b\n1 | two\nlines"),
        (b"a;b\n1;2\n", "text/csv", "a | b\n1 | 2"),
        (b"a\tb\n", "text/tab-separated-values", "a | b"),
        ("One\n\nTwo\n".encode("utf-16"), "text/plain", "One\nTwo"),
        (b"<p>One</p><script>no</script>", "text/html", "One"),
        (old_workbook(), "application/vnd.ms-excel", OLD_SHOWN),
    ],
    ids=lambda one: "" if isinstance(one, bytes) else None,
)
def test_what_is_shown_comes_over_and_what_is_hidden_does_not(content: bytes, kind: str, shown: str) -> None:
    words = said(visible(content, kind))
    assert words.startswith(shown)
    assert SECRET not in words


def test_a_workbook_shows_its_visible_cells() -> None:
    blocks = visible(workbook(), XLSX)
    assert blocks[0] == Heading("Totals")
    # Rows 3 and 4 and column C are hidden, and A6 is white.
    assert blocks[1] == Table((("Row 1", "1"), ("Row 2", "2"), ("Row 5", "5"), ("", "6"), ("Row 7", "7")))
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Totals", "Filtered"]


def test_a_kind_that_nobody_can_show_is_refused() -> None:
    with pytest.raises(NotVisible):
        visible(b"", "application/zip")


def test_words_are_taken_out_of_paragraphs_and_across_the_cells_of_a_row() -> None:
    blocks: list[Block] = [
        Heading("Robin Sample’s plan"),
        Paragraph("Ask Robin\nSample, or robin-sample."),
        Table((("Robin", "Sample", "9"), ("Other", "Sample", "1"))),
    ]
    left, count = taken_out(blocks, [("Robin Sample", "█")])
    assert left == [
        Heading("█ plan"),
        Paragraph("Ask █ or █"),
        Table((("█", "█", "9"), ("Other", "Sample", "1"))),
    ]
    assert count == 4
