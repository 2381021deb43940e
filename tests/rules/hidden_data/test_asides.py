"""What Office files say beside what they show is listed: descriptions, links, codes, choices, formulas."""

import io
import zipfile
from collections.abc import Callable
from html import escape

import openpyxl
import pytest
from docx import Document as Letter
from docx.oxml import parse_xml
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data import find_hidden
from tests.hidden_files import DOCX, PPTX, SECRET, XLSX, slides, with_parts

HTML, RTF, MAIL = "text/html", "application/rtf", "message/rfc822"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BESIDE = {
    "chart_cache", "formula_words", "choice_list", "name_value", "left_over_words", "field_code", "link_tip",
    "link_target", "described_text",
}  # fmt: skip


def workbook(change: Callable[[Worksheet], object]) -> bytes:
    """Make a workbook of two schools with something beside its cells."""
    book = openpyxl.Workbook()
    book.active.append(["School", 3])
    book.active.append(["=SUM(B1:B1)*100", '=IF(B1>2,"","")'])
    change(book.active)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def letter(inside: str) -> bytes:
    """Make a letter with one more paragraph of this markup."""
    text = Letter()
    text.element.body.insert(0, parse_xml(f"<w:p {_W}>{inside}</w:p>"))
    made = io.BytesIO()
    text.save(made)
    return made.getvalue()


def open_file(kind: str, body: str) -> bytes:
    """Make an OpenDocument file, as small as one can be."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw")
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">{body}</office:document-content>',
        )
    return made.getvalue()


def _with_choices(sheet: Worksheet) -> None:
    choices = DataValidation(type="list", formula1=f'"{SECRET},Other"')
    choices.add("A1")
    sheet.add_data_validation(choices)


def _with_hint(sheet: Worksheet) -> None:
    hint = DataValidation(type="whole", formula1="1", promptTitle="Who", prompt=f"Ask {SECRET}")
    hint.add("A1")
    sheet.add_data_validation(hint)


def _with_filter(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:B2"
    sheet.auto_filter.add_filter_column(0, [SECRET])


def _with_link(sheet: Worksheet) -> None:
    sheet["A1"].hyperlink = Hyperlink(ref="A1", target=f"mailto:{SECRET}@body.example", tooltip=f"to {SECRET}")


def _with_name(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    sheet.parent.defined_names["Who"] = DefinedName("Who", attr_text=f'"{SECRET}"', hidden=True)


def _field(code: str) -> str:
    """Return a field whose code is cut in two, as Word cuts it."""
    half = len(code) // 2
    runs = "".join(f"<w:r><w:instrText>{escape(one)}</w:instrText></w:r>" for one in (code[:half], code[half:]))
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}{runs}{end}"


SHARED = f"<sst><si><t>School</t></si><si><r><t>{SECRET[:3]}</t></r><r><t>{SECRET[3:]}</t></r></si></sst>".encode()
CHART = (
    f"<c><cat><strCache><pt idx='0'><v>{SECRET}</v></pt></strCache></cat>"
    "<val><numCache><pt idx='0'><v>3.0</v></pt></numCache></val></c>"
).encode()
PICTURE = f'<sld><pic><nvPicPr><cNvPr id="1" descr="{SECRET}"/></nvPicPr></pic></sld>'.encode()
FRAME = f"<draw:frame><svg:desc>{SECRET}</svg:desc></draw:frame>"
TWO_TEXTS = (
    "From: a@body.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=q\n\n--q\n"
    f"Content-Type: text/plain\n\nWe met {SECRET}.\n--q\nContent-Type: text/html\n\n<p>We met.</p>\n--q--\n"
).encode()
LISTED = {
    "formula": ("formula_words", XLSX, workbook(lambda sheet: sheet.append([f'=COUNTIF(A1:A9,"{SECRET}")']))),
    "choices": ("choice_list", XLSX, workbook(_with_choices)),
    "hint": ("choice_list", XLSX, workbook(_with_hint)),
    "tooltip": ("link_tip", XLSX, workbook(_with_link)),
    "target": ("link_target", XLSX, workbook(_with_link)),
    "name": ("name_value", XLSX, workbook(_with_name)),
    "chart": ("chart_cache", XLSX, with_parts(workbook(lambda _: None), {"xl/charts/chart1.xml": CHART})),
    "path in a field": ("field_code", DOCX, letter(_field(f'INCLUDETEXT "C:\\{SECRET}\\a.docx"'))),
    "simple field": ("field_code", DOCX, letter(f'<w:fldSimple w:instr=" COMMENTS {SECRET} "/>')),
    "drop-down": ("choice_list", DOCX, letter(f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value="{SECRET}"/>'
                                              "</w:dropDownList></w:sdtPr></w:sdt>")),
    "label of a control": ("label", DOCX, letter(f'<w:sdt><w:sdtPr><w:alias w:val="{SECRET}"/></w:sdtPr></w:sdt>')),
    "bookmark": ("label", DOCX, letter(f'<w:bookmarkStart w:id="7" w:name="{SECRET}"/>')),
    "filter": ("label", XLSX, workbook(_with_filter)),
    "slicer": ("label", XLSX, with_parts(workbook(lambda _: None), {
        "xl/slicerCaches/slicerCache1.xml": f'<slicerCacheDefinition sourceName="{SECRET}"/>'.encode()})),
    "timeline": ("label", XLSX, with_parts(workbook(lambda _: None), {
        "xl/timelines/timeline1.xml": f'<timelines><timeline caption="{SECRET}"/></timelines>'.encode()})),
    "row of totals": ("label", XLSX, with_parts(workbook(lambda _: None), {
        "xl/tables/table1.xml": f'<table><tableColumn name="x" totalsRowLabel="{SECRET}"/></table>'.encode()})),
    "tag": ("label", PPTX, with_parts(slides(), {
        "ppt/tags/tag1.xml": f'<tagLst><tag name="N" val="{SECRET}"/></tagLst>'.encode()})),
    "section": ("label", PPTX, with_parts(slides(), {
        "ppt/more.xml": f'<sectionLst><section name="{SECRET}"/></sectionLst>'.encode()})),
    "handout": ("label", PPTX, with_parts(slides(), {
        "ppt/handoutMasters/handoutMaster1.xml": f"<handoutMaster><t>{SECRET}</t></handoutMaster>".encode()})),
    "other branch": ("label", ODT, open_file(ODT, f'<text:conditional-text text:string-value-if-false="{SECRET}">'
                                                  "ok</text:conditional-text>")),
    "word of an index": ("label", ODT, open_file(ODT, f'<text:alphabetical-index-mark text:key1="{SECRET}"/>')),
    "place holder": ("label", ODT, open_file(ODT, f'<text:placeholder text:description="{SECRET}">ok'
                                                  "</text:placeholder>")),
    "attribute": ("label", HTML, f'<p data-officer="{SECRET} Example">School</p>'.encode()),
    "label of a link": ("label", HTML, f"<a aria-label='Ask {SECRET}'>us</a>".encode()),
    "data for programs": ("custom_xml", HTML, f'<script type="application/json">{{"a":"{SECRET}"}}</script>'.encode()),
    "variable": ("document_variable", RTF, rf"{{\rtf1{{\*\docvar {{a}}{{{SECRET}}}}}School}}".encode()),
    "help of a field": ("choice_list", RTF, rf"{{\rtf1{{\*\formfield{{\*\ffhelptext {SECRET}}}}}School}}".encode()),
    "who remarked": ("author", RTF, rf"{{\rtf1 School{{\*\atnauthor {SECRET}}}}}".encode()),
    "the other text of a mail": ("hidden_text", MAIL, TWO_TEXTS),
    "description": ("described_text", PPTX, with_parts(slides(), {"ppt/slides/slide9.xml": PICTURE})),
    "hidden section": ("hidden_text", ODT, open_file(ODT, f'<text:section text:display="none"><text:p>{SECRET}'
                                                          "</text:p></text:section>")),
    "section on a condition": ("hidden_text", ODT, open_file(ODT, '<text:section text:display="condition"><text:p>'
                                                                  f"{SECRET}</text:p></text:section>")),
    "described picture": ("described_text", ODT, open_file(ODT, FRAME)),
    "link": ("link_target", ODT, open_file(ODT, f'<text:a xlink:href="mailto:{SECRET}@body.example">us</text:a>')),
    "open choices": ("choice_list", ODS, open_file(ODS, '<table:content-validation table:condition="'
                                                        f'of:cell-content-is-in-list(&quot;{SECRET}&quot;)"/>')),
    "open formula": ("formula_words", ODS, open_file(ODS, '<table:table-cell table:formula="'
                                                          f'of:=IF([.B2]=&quot;{SECRET}&quot;;1;2)"/>')),
}  # fmt: skip


def test_words_that_are_shown_or_that_programs_give_are_no_labels() -> None:
    page = b'<p title="Ask the school">Ask the school</p><p data-id="a7">x</p>'
    assert of_channel("label", page, HTML) == ""
    assert of_channel("label", letter('<w:bookmarkStart w:id="7" w:name="_Toc12"/>'), DOCX) == ""
    same = open_file(ODT, '<text:conditional-text text:string-value-if-true="ok">ok</text:conditional-text>')
    assert of_channel("label", same, ODT) == ""
    assert of_channel("hidden_text", TWO_TEXTS.replace(SECRET.encode(), b"met"), MAIL) == ""


def of_channel(channel: str, content: bytes, kind: str) -> str:
    """Return the words that are listed of one channel."""
    return " ".join(one.sample for one in find_hidden(content, kind) if one.channel == channel)


@pytest.mark.parametrize(("channel", "kind", "content"), LISTED.values(), ids=LISTED)
def test_what_is_said_beside_the_page_is_listed(channel: str, kind: str, content: bytes) -> None:
    assert SECRET in of_channel(channel, content, kind)


def test_words_of_cells_that_are_gone_are_listed_and_those_of_cells_are_not() -> None:
    sheet = b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row></sheetData></worksheet>"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(lambda _: None))) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            changed = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": SHARED}.get(part)
            new.writestr(part, changed or old.read(part))
        if "xl/sharedStrings.xml" not in old.namelist():
            new.writestr("xl/sharedStrings.xml", SHARED)
    assert of_channel("left_over_words", made.getvalue(), XLSX) == SECRET


def beside(content: bytes, kind: str) -> list[HiddenThing]:
    """Return findings of all channels of this module."""
    return [one for one in find_hidden(content, kind) if one.channel in _BESIDE]


def test_formulas_names_and_charts_that_say_nothing_of_their_own_are_not_listed() -> None:
    def plain(sheet: Worksheet) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=1))
        sheet.add_chart(chart, "D2")
        assert sheet.parent is not None
        sheet.parent.defined_names["All"] = DefinedName("All", attr_text="Sheet!$A$1:$B$9")

    assert beside(workbook(plain), XLSX) == []


@pytest.mark.parametrize("code", ["PAGE", 'TOC \\o "1-3" \\h \\z \\u', "PAGEREF _Toc12 \\h", 'HYPERLINK \\l "_Toc12"'])
def test_fields_that_show_all_they_say_are_not_listed(code: str) -> None:
    assert beside(letter(_field(code)), DOCX) == []


def test_of_many_words_each_can_be_read() -> None:
    many = [f"{SECRET} number {number}" for number in range(100)]
    content = workbook(lambda sheet: [sheet.append([f'=LEN("{one}")']) for one in many])
    listed = of_channel("formula_words", content, XLSX)
    assert all(one in listed for one in many)


def test_a_long_text_kept_beside_the_pages_is_told_to_its_end() -> None:
    long = "Somebody wrote this building block and nobody took it out. " * 8
    block = f"<w:glossaryDocument {_W}><w:p><w:r><w:t>{long}{SECRET}</w:t></w:r></w:p></w:glossaryDocument>"

    found = find_hidden(with_parts(letter(""), {"word/glossary/document.xml": block.encode()}), DOCX)

    told = " ".join(one.sample for one in found if one.where.startswith("building blocks"))
    assert SECRET in " ".join(told.split())
    assert "…" not in told
