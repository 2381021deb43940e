"""Files of office programs are drawn to pages, or it is said why not."""

from pathlib import Path

import pypdfium2
import pytest

from dueregard.records.evidence.gateways.drawing import NotDrawn, draw
from dueregard.rules.documents.kinds import Kind


def words_of(drawing: Path) -> str:
    """Return what the pages of a drawing say."""
    with pypdfium2.PdfDocument(drawing) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_text_is_drawn_to_a_page_that_says_it(tmp_path: Path) -> None:
    source = tmp_path / "letter.rtf"
    source.write_text(r"{\rtf1 The panel met on Monday.}")
    drawing = draw(source, Kind.RTF, tmp_path / "letter.pdf")
    assert drawing.pages == 1
    assert "The panel met on Monday." in words_of(drawing.path)


def test_a_file_that_cannot_be_opened_says_so_and_leaves_no_drawing(tmp_path: Path) -> None:
    source = tmp_path / "broken.docx"
    source.write_bytes(b"PK\x03\x04 and nothing that follows")
    with pytest.raises(NotDrawn) as refused:
        draw(source, Kind.DOCX, tmp_path / "broken.pdf")
    assert refused.value.reason == "broken"
    assert not (tmp_path / "broken.pdf").exists()
