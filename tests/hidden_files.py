"""Makes files that hide something: the secret is always `Marigold`, and no page shows it."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import openpyxl
import pikepdf
import typst
import xlwt
from docx import Document as Letter
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from pikepdf import Array, Dictionary, Name
from pptx import Presentation
from pptx.util import Emu

SECRET = "Marigold"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLS = "application/vnd.ms-excel"
PDF = "application/pdf"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf_of(markup: str) -> bytes:
    """Set a PDF from typst markup."""
    return typst.compile(markup.encode())


def workbook() -> bytes:
    """Make a workbook that hides the secret in nine ways."""
    book = openpyxl.Workbook()
    book.properties.creator = f"{SECRET} Example"
    shown = book.active
    shown.title = "Totals"
    for row in range(1, 8):
        shown.append([f"Row {row}", row, f"{SECRET} {row}"])
    shown.row_dimensions[3].hidden = shown.row_dimensions[4].hidden = True
    shown.column_dimensions["C"].hidden = True
    shown["B2"].comment = Comment(f"ask {SECRET}", f"{SECRET} Example")
    shown["A6"].font = Font(color="00FFFFFF")
    filtered = book.create_sheet("Filtered")
    for row in range(1, 5):
        filtered.append([f"{SECRET} {row}"])
    filtered.auto_filter.ref = "A1:A4"
    filtered.row_dimensions[2].hidden = True
    book.create_sheet("Referrals").append([SECRET])
    book["Referrals"].sheet_state = "hidden"
    book.create_sheet("Very").append([SECRET])
    book["Very"].sheet_state = "veryHidden"
    book.defined_names["Channel_cases"] = DefinedName("Channel_cases", attr_text="Totals!$A$1")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def old_workbook() -> bytes:
    """Make a workbook of before 2007 that hides the secret in a row, columns, pale and mute cells, and sheets."""
    book = xlwt.Workbook()
    shown = book.add_sheet("Numbers")
    day, share = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str="0%")
    for number, (school, count, came) in enumerate(
        [("School", "Asked", "When"), ("Row 1", 3, date(2025, 3, 1)), (SECRET, 9, ""), ("Row 4", 0.25, True)]
    ):
        shown.write(number, 0, school)
        shown.write(number, 1, count, share if count == 0.25 else xlwt.Style.default_style)
        shown.write(number, 2, came, day if isinstance(came, date) else xlwt.Style.default_style)
    shown.write(1, 3, f"{SECRET} in white", xlwt.easyxf("font: colour white"))
    shown.write(1, 4, f"{SECRET} without a form", xlwt.easyxf(num_format_str=";;;"))
    shown.write(1, 5, f"{SECRET} in a column")
    shown.write(1, 6, f"{SECRET} without width")
    shown.row(2).hidden = shown.col(5).hidden = True
    shown.col(6).width = 0
    for name, visibility in (("Lists", 1), ("Very", 2)):
        sheet = book.add_sheet(name)
        sheet.write(0, 0, SECRET)
        sheet.visibility = visibility
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def letter() -> bytes:
    """Make a Word file with hidden, pale and changed text, a comment and a name."""
    text = Letter()
    text.core_properties.author = f"{SECRET} Example"
    paragraph = text.add_paragraph("Shown. ")
    paragraph.add_run(f"{SECRET} one").font.hidden = True
    paragraph._p.append(parse_xml(f'<w:r {_W}><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{SECRET} two</w:t></w:r>'))
    paragraph._p.append(
        parse_xml(f'<w:del {_W} w:id="1" w:author="Pat"><w:r><w:delText>{SECRET} three</w:delText></w:r></w:del>')
    )
    text.add_comment(paragraph.runs, text=f"{SECRET} four", author="Pat", initials="P")
    made = io.BytesIO()
    text.save(made)
    return made.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Add parts to a zip, as the program would that keeps them there."""
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return made.getvalue()


def laden_pdf(shown: str = "Nothing to see") -> bytes:
    """Make a PDF that carries the secret in everything but its words: notes, fields, layers, files, properties."""
    with pikepdf.open(io.BytesIO(pdf_of(f"#set page(width: 300pt, height: 200pt)\n{shown}"))) as pdf:
        page = pdf.pages[0]
        pdf.docinfo["/Author"] = f"{SECRET} Example"
        pdf.attachments["list.csv"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename=f"{SECRET}.csv")
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 20, 20]), Contents=f"ask {SECRET}", T="Pat"
        )
        page.Annots = Array([pdf.make_indirect(note)])
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T="name", V=SECRET))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=f"Names of {SECRET}"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{SECRET}')")
        page.Thumb = pdf.make_stream(b"\0" * 64, Width=8, Height=8, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"{SECRET}", 0))
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def slides() -> bytes:
    """Make slides with notes, a slide left out, a shape beside the slide and one that is hidden."""
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[5])
    first.shapes.title.text = "Shown title"
    first.notes_slide.notes_text_frame.text = f"{SECRET} in the notes"
    beside = first.shapes.add_textbox(Emu(-9_000_000), 0, Emu(1_000_000), Emu(500_000))
    beside.text_frame.text = f"{SECRET} beside the slide"
    unseen = first.shapes.add_textbox(0, 0, Emu(1_000_000), Emu(500_000))
    unseen.text_frame.text = f"{SECRET} in a hidden shape"
    unseen._element.nvSpPr.cNvPr.set("hidden", "1")
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = f"{SECRET} on a slide left out"
    second._element.set("show", "0")
    made = io.BytesIO()
    show.save(made)
    return made.getvalue()


_OPEN = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
_STYLES = """<office:automatic-styles>
<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>
<style:style style:name="unseen"><style:text-properties text:display="none"/></style:style>
</office:automatic-styles>"""


def open_file(kind: str, body: str) -> bytes:
    """Make an OpenDocument file from the inside of its body, with a name in its properties and a thumbnail."""
    inside = f"{_STYLES}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    meta = f"<office:meta><creator>{SECRET} Example</creator></office:meta>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", f"<office:document-content {_OPEN}>{inside}</office:document-content>")
        package.writestr("meta.xml", f"<office:document-meta {_OPEN}>{meta}</office:document-meta>")
        package.writestr("Thumbnails/thumbnail.png", b"\x89PNG")
    return made.getvalue()


def open_sheets() -> bytes:
    """Make an ODS with a hidden sheet, a hidden and a filtered row, and a comment."""

    def row(inside: str, seen: str = "visible") -> str:
        cell = f"<table:table-cell>{inside}</table:table-cell>"
        return f'<table:table-row table:visibility="{seen}">{cell}</table:table-row>'

    said, comment = f"<text:p>{SECRET}</text:p>", f"<office:annotation><text:p>{SECRET}</text:p></office:annotation>"
    rows = row(f"<text:p>Shown</text:p>{comment}") + row(said, "collapse") + row(said, "filter")
    return open_file(
        "spreadsheet",
        f'<table:table table:name="Totals">{rows}</table:table>'
        f'<table:table table:name="Other" table:style-name="gone">{row(said)}</table:table>',
    )


def open_text() -> bytes:
    """Make an ODT with a change, a comment and hidden text."""
    said = f"<text:p>{SECRET}</text:p>"
    return open_file(
        "text",
        f"<text:tracked-changes><text:changed-region>{said}</text:changed-region></text:tracked-changes>"
        f"<text:h>Shown heading</text:h><text:p>Shown words<office:annotation>{said}</office:annotation>"
        f'<text:span text:style-name="unseen">{SECRET} unseen</text:span> and more</text:p>',
    )


MAIL = f"""From: Pat <pat@northport.example>
To: desk@group.example, {SECRET} <marigold@northport.example>
Cc: other@northport.example
Received: from inside.northport.example
Subject: Shown subject
Date: Mon, 2 Nov 2026 10:00:00 +0000

Shown words.

> From: third@northport.example
""".encode()
