"""Makes files that hide something: the secret is always `Marigold`, and no page shows it."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl
import pikepdf
import typst
from docx import Document as Letter
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from pikepdf import Array, Dictionary, Name

SECRET = "Marigold"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
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
