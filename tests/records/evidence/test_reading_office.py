"""Office files, tables, web pages and letters come as pages in the order in which they are read."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Inches
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, P
from pptx import Presentation

from dueregard.records.evidence.gateways.reader import ReadingOptions
from dueregard.rules.documents.reading import Reason, TextSource
from tests.mail.make import MAILS, PDF
from tests.records.evidence.drawings import drawn_and_read
from tests.records.evidence.papers import SENTENCE, saved, word_file
from tests.records.evidence.reading import read
from tests.records.evidence.scans import SHORT, picture, saved_as

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_word_file_is_read_in_order_with_tables_breaks_headers_and_pictures(tmp_path: Path) -> None:
    text = Document()
    text.sections[0].header.paragraphs[0].text = "Restricted"
    text.add_heading("Minutes")
    table = text.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Year", "Referrals"
    text.add_paragraph("Before the break.").add_run().add_break(WD_BREAK.PAGE)
    text.add_paragraph("After the break.")
    text.add_picture(io.BytesIO(saved_as(picture(), "PNG")), width=Inches(4))
    outcome = read(saved(text), tmp_path, name="minutes.docx", options=ReadingOptions())
    first, second, beside, scan = outcome.pages
    assert first.text == "Minutes\nYear\tReferrals"
    assert second.text == "Before the break.\nAfter the break."
    assert (beside.text, beside.label) == ("Restricted", "headers, footers and notes")
    assert (scan.text, scan.source) == (SHORT, TextSource.OCR)


def test_deleted_and_hidden_text_is_not_on_the_page_and_is_told_as_hidden(tmp_path: Path) -> None:
    text = Document()
    paragraph = text.add_paragraph("Shown.")
    paragraph.add_run("Unseen.").font.hidden = True
    deleted = f'<w:del {W} w:id="1" w:author="A"><w:r><w:delText>Deleted.</w:delText></w:r></w:del>'
    inserted = f'<w:ins {W} w:id="2" w:author="A"><w:r><w:t>Added.</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(deleted))
    paragraph._p.append(parse_xml(inserted))
    outcome = read(saved(text), tmp_path)
    assert outcome.text == "Shown.Added."
    assert len(outcome.hidden) >= 2


def test_a_workbook_is_read_sheet_by_sheet_and_a_hidden_sheet_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Totals"
    book.active.append(["Year", "Referrals", "Share", "From"])
    book.active.append([2024, 12.0, 0.25, dt.date(2024, 4, 1)])
    book.create_sheet("Names").append(["Held back"])
    book["Names"].sheet_state = "hidden"
    outcome = read(saved(book), tmp_path, name="figures.xlsx")
    assert [(page.label, page.text) for page in outcome.pages] == [
        ("Totals, rows 1 to 2", "Year\tReferrals\tShare\tFrom\n2024\t12\t0.25\t2024-04-01"),
        ("Names (hidden sheet), row 1", "Held back"),
    ]
    assert outcome.hidden


def test_a_long_sheet_is_cut_into_pages_of_whole_rows_that_never_change(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 1001):
        book.active.append([row, SENTENCE])
    content = saved(book)
    outcome = read(content, tmp_path)
    assert len(outcome.pages) > 10
    assert outcome.pages[0].label.startswith("Sheet, rows 1 to ")
    rows = [line.split("\t")[0] for page in outcome.pages for line in page.text.split("\n")]
    assert rows == [str(row) for row in range(1, 1001)]
    resumed = read(content, tmp_path, from_page=5)
    assert resumed.pages == outcome.pages[4:]


def test_slides_come_in_their_order_with_their_notes(tmp_path: Path) -> None:
    show = Presentation()
    for title in ("Duty", "Referral"):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title
    show.slides[1].notes_slide.notes_text_frame.text = "Say it slowly."
    show.slides._sldIdLst.insert(0, show.slides._sldIdLst[1])
    outcome = read(saved(show), tmp_path, name="training.pptx")
    assert [(page.label, page.text) for page in outcome.pages] == [
        ("slide 1", "Referral\nNotes: Say it slowly."),
        ("slide 2", "Duty"),
    ]


def open_text() -> bytes:
    text = OpenDocumentText()
    text.text.addElement(H(outlinelevel=1, text="Minutes"))
    text.text.addElement(P(text=SENTENCE))
    return saved_open(text)


def open_sheet() -> bytes:
    sheet = OpenDocumentSpreadsheet()
    table = Table(name="Totals")
    for cells in (("Year", "Referrals"), ("2024", "12")):
        row = TableRow()
        for cell in cells:
            holder = TableCell()
            holder.addElement(P(text=cell))
            row.addElement(holder)
        table.addElement(row)
    sheet.spreadsheet.addElement(table)
    return saved_open(sheet)


def saved_open(document: Any) -> bytes:
    made = io.BytesIO()
    document.write(made)
    return made.getvalue()


def test_open_documents_are_read(tmp_path: Path) -> None:
    assert read(open_text(), tmp_path).text == f"Minutes\n{SENTENCE}"
    (page,) = read(open_sheet(), tmp_path).pages
    assert (page.label, page.text) == ("Totals, rows 1 to 2", "Year\tReferrals\n2024\t12")


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 The council\rquote s register.\par "
    rb"Caf\'e9 \u375?\par}"
)
HTML = (
    b"<html><head><title>Reply</title><style>p{color:red}</style></head><body><script>alert(1)</script>"
    b"<p>The <b>council</b> keeps&nbsp;it.</p><p style='display:none'>Unseen</p>"
    b"<table><tr><td>Year</td><td>12</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("letter.rtf", RTF, "The council’s register.\nCafé ŷ"),
        ("page.html", HTML, "Reply\n\nThe council keeps\xa0it.\n\nYear\t12"),
        ("plain.txt", "Tŷ\r\nCafé".encode(), "Tŷ\nCafé"),
        ("plain.txt", "“Prevent”".encode("cp1252"), "“Prevent”"),
        ("wide.txt", "Minutes\nof May".encode("utf-16"), "Minutes\nof May"),
        ("figures.csv", b'year;note\r\n2024;"two\r\nlines"\r\n', "year\tnote\n2024\ttwo lines"),
        ("figures.tsv", b"year\tnote\n2024\ta, b\n", "year\tnote\n2024\ta, b"),
    ],
)
def test_plain_and_rich_text_pages_and_tables_are_read(name: str, content: bytes, text: str, tmp_path: Path) -> None:
    assert read(content, tmp_path, name=name).text == text


def test_an_email_is_read_with_its_head_and_its_attachments(tmp_path: Path) -> None:
    outcome = read(MAILS["01-no-final-boundary"], tmp_path)
    assert outcome.media_type == "message/rfc822"
    assert outcome.text.startswith("From: ")
    assert "Subject: " in outcome.text
    assert PDF in [content for _, _, content in outcome.found]


def test_an_email_inside_an_email_comes_out_of_it(tmp_path: Path) -> None:
    outcome = read(MAILS["26-forwarded"], tmp_path)
    inside = next(content for _, _, content in outcome.found if b"Subject:" in content[:4000])
    assert read(inside, tmp_path).media_type == "message/rfc822"


def test_a_photograph_is_read_upright_as_its_camera_said(tmp_path: Path) -> None:
    lying = picture().transpose(2)  # turned by 90 degrees to the left
    exif = lying.getexif()
    exif[0x0112] = 6
    (page,) = read(saved_as(lying, "JPEG", quality=95, exif=exif), tmp_path, options=ReadingOptions()).pages
    assert page.text == SHORT
    assert page.width is not None
    assert page.height is not None
    assert page.width > page.height


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_pictures_of_every_kind_are_recognised(kind: str, tmp_path: Path) -> None:
    (page,) = read(saved_as(picture(), kind), tmp_path, options=ReadingOptions()).pages
    assert (page.text, page.source) == (SHORT, TextSource.OCR)


def test_a_fax_of_several_sheets_has_as_many_pages(tmp_path: Path) -> None:
    content = saved_as(picture("One."), "TIFF", save_all=True, append_images=[picture("Two."), picture("Three.")])
    outcome = read(content, tmp_path, options=ReadingOptions())
    assert (outcome.expected, [page.text for page in outcome.pages]) == (3, ["One.", "Two.", "Three."])


def test_a_file_without_words_says_that_it_is_empty(tmp_path: Path) -> None:
    assert read(b"", tmp_path).reason is Reason.EMPTY
    assert read(b"\n\n", tmp_path, name="x.txt").reason is Reason.EMPTY
    assert read(word_file(""), tmp_path).reason is Reason.NO_WORDS, "it says who made it"


def only_deleted() -> bytes:
    """Return a Word file in which every word was deleted, and is kept."""
    paper = Document()
    change = f'<w:del {W} w:id="1" w:author="Pat"><w:r><w:delText>Nobody sees this.</w:delText></w:r></w:del>'
    paper.add_paragraph()._p.append(parse_xml(change))
    return saved(paper)


def only_hidden() -> bytes:
    """Return a web page that shows nothing and says something all the same."""
    return b"<html><body><p style='display:none'>Nobody sees this.</p></body></html>"


@pytest.mark.parametrize("content", [only_deleted(), only_hidden()], ids=["deleted", "not displayed"])
def test_only_what_hides_nothing_is_called_empty(content: bytes, tmp_path: Path) -> None:
    outcome = read(content, tmp_path)
    assert outcome.reason is Reason.NO_WORDS
    assert "Nobody sees this." in {one.sample for one in outcome.hidden}


@pytest.mark.parametrize("content", [only_deleted(), only_hidden()], ids=["deleted", "not displayed"])
def test_a_drawing_of_blank_pages_is_no_page_but_a_reason_with_the_list(content: bytes, tmp_path: Path) -> None:
    outcome, _, _ = drawn_and_read(content, tmp_path)
    assert (outcome.pages, outcome.reason) == ([], Reason.NO_WORDS)
    assert "Nobody sees this." in {one.sample for one in outcome.hidden}


def test_a_blank_page_among_others_keeps_its_place(tmp_path: Path) -> None:
    paper = Document()
    for words in ("One.", "", "Three."):
        paper.add_paragraph(words).add_run().add_break(WD_BREAK.PAGE)
    outcome, _, _ = drawn_and_read(saved(paper), tmp_path)
    assert [(page.number, page.text) for page in outcome.pages][:3] == [(1, "One."), (2, ""), (3, "Three.")]


def test_words_that_were_not_found_do_not_make_a_file_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Seen by everybody"])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as package, zipfile.ZipFile(made, "w") as other:
        for name in package.namelist():
            part = package.read(name)
            other.writestr(name, part.replace(b"sheets>", b"of-nobody>"))
    outcome = read(made.getvalue(), tmp_path)
    assert (outcome.media_type.endswith("spreadsheetml.sheet"), outcome.reason) == (True, Reason.DAMAGED)
