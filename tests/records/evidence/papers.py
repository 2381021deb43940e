"""Makes the files that the readers are given. Everything in them is invented."""

import io
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import typst
from docx import Document

SENTENCE = "The council keeps a register of referrals and looks at it twice a year."


@cache
def pdf(pages: int = 2, *, sentence: str = SENTENCE) -> bytes:
    """Return a PDF whose pages say their number and a sentence."""
    parts = [f"Page {number} of the minutes.\n\n{sentence}" for number in range(1, pages + 1)]
    return typeset("\n#pagebreak()\n".join(parts))


def typeset(source: str) -> bytes:
    """Return a PDF of A4 pages made from Typst's markup."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.typ"
        file.write_text(f'#set page(paper: "a4")\n{source}', encoding="utf-8")
        made = typst.compile(str(file))
    assert isinstance(made, bytes)
    return made


def word_file(*paragraphs: str) -> bytes:
    """Return a Word file with these paragraphs."""
    text = Document()
    for paragraph in paragraphs or (SENTENCE,):
        text.add_paragraph(paragraph)
    return saved(text)


def saved(document: Any) -> bytes:
    """Return the bytes of whatever saves itself into a file."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
