"""Letters: 300 of them as Word, ODT and PDF, each against the bare library writing the same text.

The peers are python-docx and odfpy with the styles they bring (neither restarts a list nor says its language), and
Typst called in this process on the same template.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import typst
from odf.opendocument import OpenDocumentText
from odf.style import Style, TextProperties
from odf.text import H, List, ListItem, P

from bench.figures import Figure
from dueregard.parts.letters.gateways import typesetter
from dueregard.parts.letters.gateways.opendocument import as_opendocument
from dueregard.parts.letters.gateways.word import as_word
from dueregard.rules.letters.document import Document, document_of, pieces_of

LETTERS = 300
AIM = 0.5
FOLDER = Path(typesetter.__file__).parent / "blank"
TEXT = """# The Prevent duty at the University of Northport No {number}

Motion to Northport Branch
Meeting of Thursday 10 December 2026

## This branch notes

{notes}

## This branch resolves to ask the University of Northport to

{asks}

Proposed by: Asha Rao
Seconded by: Ben Okoro
"""
SENTENCE = "the university publishes its risk assessment, its action plan and the slides used in training"


def run() -> Iterator[Figure]:
    """Measure all three forms."""
    letters = [_letter(number) for number in range(LETTERS)]
    for name, ours, peer in (
        (
            "Word, against python-docx",
            lambda: [as_word(one) for one in letters],
            lambda: [_docx(one) for one in letters],
        ),
        (
            "ODT, against odfpy",
            lambda: [as_opendocument(one) for one in letters],
            lambda: [_odt(one) for one in letters],
        ),
        ("PDF, child process and all, against Typst", lambda: typesetter.as_pdfs(letters), lambda: _pdfs(letters)),
    ):
        yield Figure(f"{LETTERS} letters as {name}", _rate(ours), _rate(peer), "a second", AIM)


def _letter(number: int) -> Document:
    lines = "\n".join(f"{at}. {SENTENCE} {at};" for at in range(1, 9))
    return document_of(text=TEXT.format(number=number, notes=lines, asks=lines), head="Northport Branch")


def _rate(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return LETTERS / (time.perf_counter() - begun)


def _docx(letter: Document) -> bytes:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = letter.head
    for one in pieces_of(letter):
        for line in one.lines:
            if one.kind == "heading":
                made.add_heading(line, one.level)
            else:
                made.add_paragraph(line, "List Number" if one.kind == "numbered" else None)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _odt(letter: Document) -> bytes:
    made = OpenDocumentText()
    bold = Style(name="Bold", family="paragraph")
    bold.addElement(TextProperties(fontweight="bold"))
    made.styles.addElement(bold)
    for one in pieces_of(letter):
        if one.kind == "heading":
            made.text.addElement(H(outlinelevel=one.level, stylename=bold, text=one.lines[0]))
        elif one.kind == "numbered":
            made.text.addElement(_list(one.lines))
        else:
            for line in one.lines:
                made.text.addElement(P(text=line))
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _list(lines: tuple[str, ...]) -> Any:
    made = List()
    for line in lines:
        item = ListItem()
        item.addElement(P(text=line))
        made.addElement(item)
    return made


def _pdfs(letters: list[Document]) -> list[bytes]:
    printer = typst.Compiler(str(FOLDER / "letter.typ"), root=str(FOLDER))
    return [
        printer.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"letter": json.dumps(typesetter.plain(one))})
        for one in letters
    ]
