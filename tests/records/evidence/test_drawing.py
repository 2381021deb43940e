"""Files of office programs are drawn as a person sees them on the screen, or it is said why not."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document as Letter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from openpyxl.styles import Protection
from PIL import Image
from pptx import Presentation

from dueregard.records.evidence.gateways import drawing
from dueregard.records.evidence.gateways.drawing import Drawing, NotDrawn, close_engine, draw, engine_version
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.visible.prepared import prepared
from tests import hidden_files
from tests.hidden_files import SECRET

_SHEETS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>"""
_ENTRY = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="9"/>'
_LOCKED = f"""{_MANIFEST_HEAD}{_ENTRY[:-2]}>
<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AAAAAAAAAAAAAAAAAAAAAAAAAAA=">
<manifest:algorithm manifest:algorithm-name="Blowfish CFB" manifest:initialisation-vector="AAAAAAAAAAA="/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1024"
manifest:salt="AAAAAAAAAAAAAAAAAAAAAA=="/></manifest:encryption-data></manifest:file-entry></manifest:manifest>"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OBJECT = (
    f'<w:object {_W} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:dxaOrig="3000" w:dyaOrig="900">'
    '<v:shape id="_x1" style="width:150pt;height:45pt" o:ole=""><v:imagedata r:id="{picture}"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="_x1" DrawAspect="Content" ObjectID="_1" r:id="{book}"/>'
    "</w:object>"
)


@pytest.fixture(scope="module", autouse=True)
def _engine() -> Iterator[None]:
    """Leave no LibreOffice standing ready behind these tests."""
    yield
    close_engine()


def drawn(folder: Path, kind: Kind, content: bytes) -> Drawing:
    """Draw bytes as a file of a kind."""
    source = folder / "file"
    source.write_bytes(content)
    return draw(source, kind, folder / "file.pdf")


def words_of(drawing: Drawing) -> str:
    """Return what the pages of a drawing say, its pages counted by another program."""
    with pypdfium2.PdfDocument(drawing.path) as document:
        assert len(document) == drawing.pages
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def saved(made: object) -> bytes:
    """Return the bytes of a file that its library saves."""
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_a_text_is_drawn_to_a_page_that_says_it(tmp_path: Path) -> None:
    finished = drawn(tmp_path, Kind.RTF, rb"{\rtf1 The panel met on Monday.}")
    assert "The panel met on Monday." in words_of(finished)
    assert finished.pages == 1
    assert finished.engine == engine_version()
    assert finished.engine.startswith("LibreOffice ")
    assert finished.cpu_seconds > 0


def test_the_first_lines_of_a_web_page_are_drawn_too(tmp_path: Path) -> None:
    page = b"<!doctype html><html><body><p>First words.</p><p>Second words.</p></body></html>"
    words = words_of(drawn(tmp_path, Kind.HTML, page))
    assert "First words." in words
    assert "Second words." in words


def test_a_letter_is_drawn_as_it_stands_when_every_change_is_taken_in(tmp_path: Path) -> None:
    letter = Letter()
    paragraph = letter.add_paragraph("The panel ")
    for kind, content in (("ins", "<w:t>met on Tuesday</w:t>"), ("del", "<w:delText>met on Monday</w:delText>")):
        paragraph._p.append(parse_xml(f'<w:{kind} {_W} w:id="1" w:author="Pat"><w:r>{content}</w:r></w:{kind}>'))
    letter.add_comment(paragraph.runs, text="Ask Marigold", author="Pat", initials="P")
    words = words_of(drawn(tmp_path, Kind.DOCX, saved(letter)))
    assert words.strip() == "The panel met on Tuesday"


def test_a_letter_with_a_comment_and_a_workbook_inside_is_drawn_without_the_comment(tmp_path: Path) -> None:
    """Comments have windows of their own; LibreOffice without a screen ended over one as soon as it had time."""
    letter, sheet, shown = Letter(), io.BytesIO(), io.BytesIO()
    letter.add_comment(letter.add_paragraph("The panel met").runs, text=SECRET, author="Pat", initials="P")
    openpyxl.Workbook().save(sheet)
    Image.new("RGB", (40, 20), "red").save(shown, "PNG")
    inside = Part(PackURI("/word/embeddings/book.xlsx"), Kind.XLSX, sheet.getvalue(), letter.part.package)
    book, (picture, _) = letter.part.relate_to(inside, RELATIONSHIP_TYPE.PACKAGE), letter.part.get_or_add_image(shown)
    letter.add_paragraph().add_run()._r.append(parse_xml(_OBJECT.format(book=book, picture=picture)))
    assert words_of(drawn(tmp_path, Kind.DOCX, saved(letter))).strip() == "The panel met"


def test_tables_within_tables_of_a_web_page_are_drawn_whatever_their_heights(tmp_path: Path) -> None:
    inner = "<p>Words.</p>"
    for _ in range(4):
        inner = (
            f'<table height="100%"><tr><td height="100%" width="200">{inner}</td><td height="10">side</td></tr></table>'
        )
    page = f"<!doctype html><html><body>{inner}</body></html>".encode()
    assert b"height" not in prepared(page, Kind.HTML)
    assert "Words." in words_of(drawn(tmp_path, Kind.HTML, prepared(page, Kind.HTML)))


def test_a_deleted_mark_of_a_paragraph_and_a_deleted_row_are_taken_in_before_drawing() -> None:
    letter = Letter()
    mark = f'<w:rPr {_W}><w:del w:id="1" w:author="Pat"/></w:rPr>'
    letter.add_paragraph("The panel")._p.get_or_add_pPr().append(parse_xml(mark))
    letter.add_paragraph(" met.")
    table = letter.add_table(2, 1)
    for row, words in zip(table.rows, ("kept", SECRET), strict=True):
        row.cells[0].text = words
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {_W} w:id="2" w:author="Pat"/>'))
    settled = Letter(io.BytesIO(prepared(saved(letter), Kind.DOCX)))
    assert settled.paragraphs[0].text == "The panel met."
    assert [row.cells[0].text for row in settled.tables[0].rows] == ["kept"]


def test_hidden_words_of_a_letter_are_not_drawn(tmp_path: Path) -> None:
    letter = Letter()
    paragraph = letter.add_paragraph("Shown words")
    paragraph.add_run(f" {SECRET}").font.hidden = True
    paragraph.add_run(" and more.")
    assert words_of(drawn(tmp_path, Kind.DOCX, saved(letter))).strip() == "Shown words and more."


def test_hidden_slides_notes_and_shapes_are_not_drawn(tmp_path: Path) -> None:
    finished = drawn(tmp_path, Kind.PPTX, hidden_files.slides())
    assert finished.pages == 1
    words = words_of(finished)
    assert "Shown title" in words
    assert "notes" not in words
    assert "hidden shape" not in words


def test_hidden_sheets_rows_and_columns_stay_hidden(tmp_path: Path) -> None:
    finished = drawn(tmp_path, Kind.XLSX, hidden_files.workbook())
    words = words_of(finished)
    assert "Row 1" in words
    assert "Row 3" not in words
    assert finished.pages == 2  # of five sheets, two of which are seen
    assert SECRET not in words.partition(f"{SECRET} 1")[0]  # column C and the comment


def test_what_a_printer_leaves_out_is_drawn_when_the_screen_shows_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Inside", "Outside the area"])
    sheet.append(["Second row"])
    sheet.print_area = "A1"
    sheet["A2"].protection = Protection(hidden=True)
    sheet.oddHeader.center.text = "Only on paper"
    book.create_sheet("Other").append(["On another sheet"])
    words = words_of(drawn(tmp_path, Kind.XLSX, saved(book)))
    for seen in ("Inside", "Outside the area", "Second row", "On another sheet"):
        assert seen in words
    assert "Only on paper" not in words


def test_a_wide_and_long_sheet_loses_no_column_at_a_page_end_and_no_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 301):
        sheet.append([f"R{row}C{column}" for column in range(1, 31)])
    sheet.cell(301, 30, "words that flow over the edge of the last column END")
    finished = drawn(tmp_path, Kind.XLSX, saved(book))
    assert finished.pages > 1
    with pypdfium2.PdfDocument(finished.path) as document:
        lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]
    assert len([line for line in lines if line.startswith("R") and line.endswith("C30")]) == 300
    assert lines[-1].endswith("END")


def test_a_sheet_that_is_small_is_one_page(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(60):
        sheet.append([f"R{row}C{column}" for column in range(12)])
    assert drawn(tmp_path, Kind.XLSX, saved(book)).pages == 1


def test_a_box_that_is_not_printed_covers_words_all_the_same(tmp_path: Path) -> None:
    box = (
        '<table:shapes><draw:rect draw:style-name="black" svg:x="0cm" svg:y="0cm" svg:width="8cm" svg:height="3cm"/>'
        "</table:shapes>"
    )
    styles = (
        '<style:style style:name="black" style:family="graphic"><style:graphic-properties draw:fill="solid" '
        'draw:fill-color="#000000" style:print-content="false"/></style:style>'
    )
    spaces = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    row = f"<table:table-row><table:table-cell><text:p>{SECRET}</text:p></table:table-cell></table:table-row>"
    sheets = hidden_files.open_file("spreadsheet", f'<table:table table:name="One">{box}{row}</table:table>')
    content = _with_content(sheets, styles, spaces)
    finished = drawn(tmp_path, Kind.ODS, content)
    with pypdfium2.PdfDocument(finished.path) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    assert picture.getpixel((100, 60)) == 0


def _with_content(content: bytes, styles: str, spaces: str) -> bytes:
    """Return an OpenDocument file with more styles, and the name of a language that they are written in."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read("content.xml").decode()
    text = text.replace("<office:automatic-styles>", f"<office:automatic-styles>{styles}")
    text = text.replace("<office:document-content ", f"<office:document-content {spaces} ", 1)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", _SHEETS)
        package.writestr("content.xml", text)
        package.writestr("META-INF/manifest.xml", f"{_MANIFEST_HEAD}{_ENTRY}</manifest:manifest>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Kind.DOCX, b"PK\x03\x04 and nothing that follows"),
        (Kind.PPTX, b"A text that somebody named otherwise."),
        (Kind.XLS, hidden_files.old_workbook()[:1500]),
        (Kind.PPT, hidden_files.old_workbook()),
        (Kind.DOCX, saved(Presentation())),
    ],
    ids=["half", "text", "broken off", "another old kind", "another kind"],
)
def test_what_cannot_be_opened_as_what_it_is_says_so_and_leaves_no_drawing(
    tmp_path: Path, kind: Kind, content: bytes
) -> None:
    with pytest.raises(NotDrawn) as refused:
        drawn(tmp_path, kind, content)
    assert refused.value.reason == "broken"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_with_a_password_is_told_from_a_broken_one(tmp_path: Path) -> None:
    book = hidden_files.with_parts(hidden_files.open_sheets(), {"META-INF/manifest.xml": _LOCKED.encode()})
    with pytest.raises(NotDrawn) as refused:
        drawn(tmp_path, Kind.ODS, book)
    assert refused.value.reason == "locked"


def test_without_libreoffice_it_is_said_that_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "can_draw", lambda: False)
    with pytest.raises(NotDrawn) as refused:
        drawn(tmp_path, Kind.RTF, rb"{\rtf1 Words}")
    assert refused.value.reason == "no_program"


def test_the_same_file_is_drawn_the_same_twice(tmp_path: Path) -> None:
    pictures = []
    for _ in range(2):
        with pypdfium2.PdfDocument(drawn(tmp_path, Kind.DOCX, hidden_files.letter()).path) as document:
            pictures.append([page.render(scale=1).to_numpy().tobytes() for page in document])
    assert pictures[0] == pictures[1]
