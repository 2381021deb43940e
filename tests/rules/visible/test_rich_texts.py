"""A copy of a text in RTF says what a reader is shown: without hidden, deleted, pale or tiny words and links."""

import pytest

from dueregard.rules.documents.kinds import Kind
from dueregard.rules.visible import Paragraph, visible
from dueregard.rules.visible.blocks import LEFT_OUT_PICTURE
from tests.hidden_files import SECRET

WHITE = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
PARTS = [
    (r"{\info{\author Marigold}}Shown", "Shown"),
    (r"{\v Marigold}Shown", "Shown"),
    (r"Shown\v Marigold\'e9 \u8217?Marigold\v0  again", "Shown again"),
    (r"{\v Marigold\plain  shown}", "shown"),
    (r"{\deleted Marigold}Shown", "Shown"),
    (WHITE + r"\cf1 Marigold\cf2 Shown", "Shown"),
    (r"{\fs2 Marigold}\fs24 Shown", "Shown"),
    (r"Shown{\*\annotation Marigold}", "Shown"),
    (r'{\field{\*\fldinst HYPERLINK "mailto:Marigold"}{\fldrslt Shown}}', "Shown"),
    (r"Caf\'e9 \u8217?{\bin8 Marigold} Shown", "Café ’ Shown"),
]


@pytest.mark.parametrize(("part", "shown"), PARTS)
def test_what_is_shown_comes_over_and_what_is_hidden_does_not(part: str, shown: str) -> None:
    blocks = visible(rb"{\rtf1\ansi\ansicpg1252 " + part.encode() + b"}", Kind.RTF)
    assert blocks == [Paragraph(shown)]
    assert SECRET in part or SECRET not in shown


def test_a_picture_is_named_and_none_of_its_bytes_come_over() -> None:
    blocks = visible(rb"{\rtf1 One\par{\pict\wmetafile8 4d617269676f6c64}Two}", Kind.RTF)
    assert blocks == [Paragraph("One"), Paragraph("Two"), Paragraph(LEFT_OUT_PICTURE)]


@pytest.mark.parametrize("broken", [rb"{\rtf1 }}}} ", b"{\\rtf1 {{{{ ", rb"{\rtf1 \bin99999999 x", rb"{\rtf1 \v"])
def test_a_broken_text_says_nothing(broken: bytes) -> None:
    assert visible(broken, Kind.RTF) == []
