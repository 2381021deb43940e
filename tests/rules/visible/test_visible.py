"""A copy of a plain text or a table is set from what it says, without the words that were marked."""

import pytest

from dueregard.rules.visible import Block, Heading, Paragraph, Table, visible
from dueregard.rules.visible.blocks import taken_out
from dueregard.rules.visible.finder import NotVisible


def said(blocks: list[Block]) -> str:
    """Return all words of the blocks."""
    return "\n".join(
        "\n".join(" | ".join(row) for row in block.rows) if isinstance(block, Table) else block.text for block in blocks
    )


@pytest.mark.parametrize(
    ("content", "kind", "shown"),
    [
        (b'a,b\r\n1,"two\nlines"\r\n', "text/csv", "a | b\n1 | two\nlines"),
        (b"a;b\n1;2\n", "text/csv", "a | b\n1 | 2"),
        (b"a\tb\n", "text/tab-separated-values", "a | b"),
        ("One\n\nTwo\n".encode("utf-16"), "text/plain", "One\nTwo"),
    ],
    ids=lambda one: "" if isinstance(one, bytes) else None,
)
def test_a_table_or_a_text_says_what_it_says(content: bytes, kind: str, shown: str) -> None:
    words = said(visible(content, kind))
    assert words.startswith(shown)


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
