"""Makes files in which a name is hidden in one of many ways beside words that everybody sees.

Each way is said by a short name, and each file holds `SHOWN` for all to see and `NAME` for nobody.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import openpyxl
import xlwt
from docx import Document as Letter
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.styles.colors import Color
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor as SlideColour
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches
from pptx.util import Pt as SlidePt

from dueregard.rules.documents.kinds import Kind

NAME = "Marigold Tansy"
SHOWN = "The council answered in May"
AFTER = "Staff were trained in June"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Colours:
    """A colour of letters on a colour of ground, as six hexadecimal digits, and whether a person can read them."""

    letters: str
    ground: str


UNSEEN = {
    "white on white": Colours("FFFFFF", "FFFFFF"),
    "black on black": Colours("000000", "000000"),
    "nearly white on white": Colours("FEFEFE", "FFFFFF"),
    "pale grey on white": Colours("F2F2F2", "FFFFFF"),
    "grey on grey": Colours("808080", "808080"),
    "dark on black": Colours("141414", "000000"),
    "red on red": Colours("C00000", "C00000"),
    "near blue on blue": Colours("1F3864", "203764"),
    "white on ivory": Colours("FFFFFF", "FFFFF0"),
    "ivory on white": Colours("FFFFF0", "FFFFFF"),
    "mint on white": Colours("F0FFF0", "FFFFFF"),
    "dark green on dark green": Colours("003300", "003300"),
    "yellow on yellow": Colours("FFFF00", "FFFF00"),
    "near grey on grey": Colours("8A8A8A", "808080"),
}
SEEN = {
    "white on black": Colours("FFFFFF", "000000"),
    "grey on white": Colours("767676", "FFFFFF"),
    "red on yellow": Colours("C00000", "FFFF00"),
}


def _saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def letter(change: Callable[[object], None]) -> bytes:
    """Make a Word file: shown words, a run with the name that is changed, shown words."""
    text = Letter()
    text.add_paragraph(SHOWN)
    change(text)
    text.add_paragraph(AFTER)
    return _saved(text)


def styled_letter(points: float) -> bytes:
    """Make a Word file with the name in a style of letters of so many points."""

    def change(text: object) -> None:
        style = text.styles.add_style("Tiny", WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[attr-defined]
        style.font.size = Pt(points)
        text.add_paragraph(NAME, style=style)  # type: ignore[attr-defined]

    return letter(change)


def _run(text: object, said: str = NAME) -> object:
    return text.add_paragraph().add_run(said)  # type: ignore[attr-defined]


def letter_in_colours(colours: Colours, *, by: str) -> bytes:
    """Make a Word file whose name has these colours, set on its run, by its style, or by the style above that."""

    def change(text: object) -> None:
        shading = f'<w:shd {_W} w:val="clear" w:color="auto" w:fill="{colours.ground}"/>'
        if by == "direct":
            run = _run(text)
            run.font.color.rgb = RGBColor.from_string(colours.letters)  # type: ignore[attr-defined]
            run._r.get_or_add_rPr().append(parse_xml(shading))  # type: ignore[attr-defined]
            return
        above = text.styles.add_style("Above", WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[attr-defined]
        above.font.color.rgb = RGBColor.from_string(colours.letters)
        above.element.get_or_add_pPr().append(parse_xml(shading))
        style = above
        if by == "inherited":
            style = text.styles.add_style("Below", WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[attr-defined]
            style.base_style = above
        text.add_paragraph(NAME, style=style)  # type: ignore[attr-defined]

    return letter(change)


def tiny_letter(points: float) -> bytes:
    """Make a Word file with the name in letters of so many points."""

    def change(text: object) -> None:
        _run(text).font.size = Pt(points)  # type: ignore[attr-defined]

    return letter(change)


def vanished_letter() -> bytes:
    """Make a Word file with the name marked as hidden."""

    def change(text: object) -> None:
        _run(text).font.hidden = True  # type: ignore[attr-defined]

    return letter(change)


def deleted_letter() -> bytes:
    """Make a Word file from which the name was deleted under tracked changes."""

    def change(text: object) -> None:
        gone = f'<w:del {_W} w:id="1" w:author="Pat"><w:r><w:delText>{NAME}</w:delText></w:r></w:del>'
        text.add_paragraph()._p.append(parse_xml(gone))  # type: ignore[attr-defined]

    return letter(change)


def workbook(change: Callable[[object], None]) -> bytes:
    """Make a workbook of three columns; the name is in C2 and is changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Totals"
    sheet.append(["School", "Count", "Officer"])
    sheet.append([SHOWN, 12, NAME])
    sheet.append([AFTER, 7, ""])
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["C"].width = 20
    change(sheet)
    return _saved(book)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def workbook_in_colours(colours: Colours, *, by: str) -> bytes:
    """Make a workbook whose cell has these colours, by itself, by a named style, or by a condition."""

    def change(sheet: object) -> None:
        cell = sheet["C2"]  # type: ignore[index]
        if by == "direct":
            cell.font, cell.fill = Font(color=colours.letters), _fill(colours.ground)
        elif by == "style":
            cell.style = NamedStyle("Gone", font=Font(color=colours.letters), fill=_fill(colours.ground))
        else:
            differently = {
                "font": Font(color=colours.letters),
                "fill": PatternFill("solid", bgColor=f"FF{colours.ground}"),
            }
            sheet.conditional_formatting.add("C2", FormulaRule(formula=["TRUE"], **differently))  # type: ignore[attr-defined]

    return workbook(change)


def workbook_by_theme(*, tint: float = 0.0) -> bytes:
    """Make a workbook whose letters and ground are the theme's white."""

    def change(sheet: object) -> None:
        white = Color(theme=0, tint=tint)
        cell = sheet["C2"]  # type: ignore[index]
        cell.font, cell.fill = Font(color=white), PatternFill("solid", fgColor=white)

    return workbook(change)


def _narrow(sheet: object) -> None:
    sheet.column_dimensions["C"].width = 0.1  # type: ignore[attr-defined]
    sheet["D2"] = "end"  # type: ignore[index]


def _low(sheet: object) -> None:
    sheet.row_dimensions[2].height = 0.75  # type: ignore[attr-defined]
    sheet["A4"] = SHOWN  # type: ignore[index]


def _no_format(sheet: object) -> None:
    sheet["C2"].number_format = ";;;"  # type: ignore[index]


def _hidden_row(sheet: object) -> None:
    sheet.append([NAME])  # type: ignore[attr-defined]
    sheet["C2"] = ""  # type: ignore[index]
    sheet.row_dimensions[4].hidden = True  # type: ignore[attr-defined]


def _hidden_column(sheet: object) -> None:
    sheet.column_dimensions["C"].hidden = True  # type: ignore[attr-defined]


def _hidden_sheet(sheet: object) -> None:
    other = sheet.parent.create_sheet("Names")  # type: ignore[attr-defined]
    other.append([NAME])
    other.sheet_state = "hidden"
    sheet["C2"] = ""  # type: ignore[index]


def _picture_over(sheet: object) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 60), "black").save(picture, "PNG")
    sheet.add_image(SheetImage(picture), "C2")  # type: ignore[attr-defined]


def _print_header(sheet: object) -> None:
    sheet.oddHeader.center.text = NAME  # type: ignore[attr-defined]
    sheet["C2"] = ""  # type: ignore[index]


def _tiny_cell(sheet: object) -> None:
    sheet["C2"].font = Font(size=1)  # type: ignore[index]


WORKBOOKS: Mapping[str, Callable[[object], None]] = {
    "in a narrow column": _narrow,
    "in a low row": _low,
    "with a format that shows nothing": _no_format,
    "in a hidden row": _hidden_row,
    "in a hidden column": _hidden_column,
    "on a hidden sheet": _hidden_sheet,
    "under a picture": _picture_over,
    "above the pages in print": _print_header,
    "in tiny letters": _tiny_cell,
}


def slides(change: Callable[[object], None]) -> bytes:
    """Make a slide with a title and shown words."""
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = SHOWN
    box = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(6), Inches(1))
    box.text_frame.text = AFTER
    change(slide)
    return _saved(show)


def _box(slide: object, *, top: float = 3, size: float | None = None) -> object:
    box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(4), Inches(1))  # type: ignore[attr-defined]
    box.text_frame.text = NAME
    if size:
        box.text_frame.paragraphs[0].runs[0].font.size = SlidePt(size)
    return box


def _covered(slide: object) -> None:
    _box(slide)
    cover = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.8), Inches(2.8), Inches(5), Inches(1.2))  # type: ignore[attr-defined]
    cover.fill.solid()
    cover.fill.fore_color.rgb = SlideColour(0, 0, 0)


def _beside(slide: object) -> None:
    _box(slide).left = Emu(-9_000_000)  # type: ignore[attr-defined]


def _group_beside(slide: object) -> None:
    group = slide.shapes.add_group_shape()  # type: ignore[attr-defined]
    box = group.shapes.add_textbox(Inches(1), Inches(3), Inches(4), Inches(1))
    box.text_frame.text = NAME
    group.left = Emu(-12_000_000)


def _tiny_on_slide(slide: object) -> None:
    _box(slide, size=1)


def _noted(slide: object) -> None:
    slide.notes_slide.notes_text_frame.text = NAME  # type: ignore[attr-defined]


def _see_through(slide: object) -> None:
    run = _box(slide).text_frame.paragraphs[0].runs[0]  # type: ignore[attr-defined]
    run.font.color.rgb = SlideColour(0, 0, 0)
    colour = run._r.rPr.find(".//{*}srgbClr")
    space = colour.tag.rpartition("}")[0][1:]
    colour.append(parse_xml(f'<a:alpha xmlns:a="{space}" val="0"/>'))


SLIDES: Mapping[str, Callable[[object], None]] = {
    "under a box": _covered,
    "beside the slide": _beside,
    "in a group beside the slide": _group_beside,
    "in tiny letters": _tiny_on_slide,
    "in the notes": _noted,
    "in letters without a colour": _see_through,
}


def slides_in_colours(colours: Colours) -> bytes:
    """Make a slide whose name has these colours."""

    def change(slide: object) -> None:
        box = _box(slide)
        box.fill.solid()  # type: ignore[attr-defined]
        box.fill.fore_color.rgb = SlideColour.from_string(colours.ground)  # type: ignore[attr-defined]
        run = box.text_frame.paragraphs[0].runs[0]  # type: ignore[attr-defined]
        run.font.color.rgb = SlideColour.from_string(colours.letters)

    return slides(change)


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def _open(kind: str, styles: str, body: str, *, common: str = "") -> bytes:
    made = io.BytesIO()
    content = (
        f'<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml",
            f'<office:document-styles {_SPACES} office:version="1.3"><office:styles>{common}</office:styles>'
            "</office:document-styles>",
        )
        package.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def open_text(properties: str, *, inherited: bool = False) -> bytes:
    """Make an ODT whose name has these text properties, by its own style or by the one above it."""
    said = f'<style:style style:name="{{name}}" style:family="text"><style:text-properties {properties}/></style:style>'
    below = '<style:style style:name="N" style:family="text" style:parent-style-name="Above"/>'
    return _open(
        "text",
        below if inherited else said.format(name="N"),
        f'<text:p>{SHOWN}</text:p><text:p><text:span text:style-name="N">{NAME}</text:span></text:p>'
        f"<text:p>{AFTER}</text:p>",
        common=said.format(name="Above") if inherited else "",
    )


def open_sheet(cell: str, text: str) -> bytes:
    """Make an ODS whose name has these properties of its cell and of its letters."""
    styles = (
        f'<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties {cell}/>'
        f"<style:text-properties {text}/></style:style>"
        '<style:style style:name="co1" style:family="table-column">'
        '<style:table-column-properties style:column-width="7cm"/></style:style>'
    )

    def row(first: str, second: str) -> str:
        return (
            f'<table:table-row><table:table-cell office:value-type="string"><text:p>{first}</text:p></table:table-cell>'
            f'<table:table-cell office:value-type="string" table:style-name="ce1"><text:p>{second}</text:p>'
            "</table:table-cell></table:table-row>"
        )

    column = '<table:table-column table:style-name="co1" table:number-columns-repeated="2"/>'
    rows = row(SHOWN, NAME) + row(AFTER, "")
    return _open("spreadsheet", styles, f'<table:table table:name="Totals">{column}{rows}</table:table>')


def rich_text(way: str, colours: Colours | None = None) -> bytes:
    """Make an RTF whose name stands after these control words; colours 1 and 2 are those of letters and ground."""
    table = ""
    if colours:
        named = [tuple(bytes.fromhex(one)) for one in (colours.letters, colours.ground)]
        table = "{\\colortbl;" + "".join(f"\\red{r}\\green{g}\\blue{b};" for r, g, b in named) + "}"
    return (
        f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{table}\\f0\\fs24 {SHOWN}\\par {{{way} {NAME}}}\\par {AFTER}\\par}}"
    ).encode("ascii")


def web_page(name: str, style: str = "") -> bytes:
    """Make a web page around a piece of markup that holds the name."""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>Reply</title><style>{style}</style></head>'
        f"<body><p>{SHOWN}</p>{name}<p>{AFTER}</p></body></html>"
    ).encode()


WEB_PAGES: Mapping[str, tuple[str, str]] = {
    "not displayed": (f'<p style="display:none">{NAME}</p>', ""),
    "not displayed above": (f'<div style="display:none"><p>one <b>{NAME}</b></p></div>', ""),
    "hidden": (f"<p hidden>{NAME}</p>", ""),
    "invisible": (f'<p style="visibility:hidden">{NAME}</p>', ""),
    "a template": (f"<template><p>{NAME}</p></template>", ""),
    "by a class": (f'<p class="gone">{NAME}</p>', ".gone{display:none}"),
    "by a name": (f'<p id="gone">{NAME}</p>', "#gone { color: red; visibility: hidden }"),
    "white": (f'<p style="color:#fff">{NAME}</p>', ""),
    "white by a class": (f'<p class="gone">{NAME}</p>', ".gone{color:white}"),
    "in the colour of its ground": (f'<p style="color:#000;background-color:#000">{NAME}</p>', ""),
    "tiny": (f'<p style="font-size:1px">{NAME}</p>', ""),
}


def mail(body: str) -> bytes:
    """Make a message in HTML."""
    return (
        "From: Pat <foi@northport.example>\r\nTo: request@group.example\r\nSubject: FOI 12\r\n"
        "Date: Mon, 02 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n\r\n'
        f"<html><body><p>{SHOWN}</p>{body}<p>{AFTER}</p></body></html>\r\n"
    ).encode()


def old_workbook(letters: str, ground: str) -> bytes:
    """Make a workbook of before 2007 with the name in these colours, by their names."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Totals")
    sheet.col(0).width = 9_000
    sheet.col(1).width = 6_000
    sheet.write(0, 0, SHOWN)
    way = xlwt.easyxf(f"font: colour {letters}; pattern: pattern solid, fore_colour {ground}")
    sheet.write(1, 1, NAME, way)
    sheet.write(2, 0, AFTER)
    return _saved(book)


def every_way() -> dict[str, tuple[Kind, bytes]]:
    """Make a file for each way of hiding, in each kind of file, directly, by a style, inherited, by a condition."""
    files: dict[str, tuple[Kind, bytes]] = {}
    for way, colours in UNSEEN.items():
        letters, ground = colours.letters, colours.ground
        for by in ("direct", "style", "inherited"):
            files[f"docx {way}, {by}"] = (Kind.DOCX, letter_in_colours(colours, by=by))
        for by in ("direct", "style", "condition"):
            files[f"xlsx {way}, {by}"] = (Kind.XLSX, workbook_in_colours(colours, by=by))
        files[f"pptx {way}"] = (Kind.PPTX, slides_in_colours(colours))
        said = f'fo:color="#{letters}" fo:background-color="#{ground}"'
        for is_inherited in (False, True):
            files[f"odt {way}, inherited {is_inherited}"] = (Kind.ODT, open_text(said, inherited=is_inherited))
        cell = open_sheet(f'fo:background-color="#{ground}"', f'fo:color="#{letters}"')
        files[f"ods {way}"] = (Kind.ODS, cell)
        for words in ("\\cf1\\highlight2", "\\cf1\\chcbpat2"):
            files[f"rtf {way}, {words}"] = (Kind.RTF, rich_text(words, colours))
        look = f"color:#{letters};background-color:#{ground}"
        for place, (markup, style) in {
            "its own": (f'<p style="{look}">{NAME}</p>', ""),
            "a class": (f'<p class="gone">{NAME}</p>', f".gone{{{look}}}"),
            "above": (f'<div style="{look}"><p>{NAME}</p></div>', ""),
        }.items():
            files[f"html {way}, {place}"] = (Kind.HTML, web_page(markup, style))
        for place, markup in {
            "its own": f'<p style="{look}">{NAME}</p>',
            "above": f'<div style="{look}"><p>{NAME}</p></div>',
        }.items():
            files[f"eml {way}, {place}"] = (Kind.EML, mail(markup))
    return {**files, **_other_ways()}


def _other_ways() -> dict[str, tuple[Kind, bytes]]:
    files: dict[str, tuple[Kind, bytes]] = {}
    for points in (0.5, 1, 2, 3):
        files[f"docx {points} points"] = (Kind.DOCX, tiny_letter(points))
        files[f"docx {points} points, style"] = (Kind.DOCX, styled_letter(points))
        files[f"odt {points} points"] = (Kind.ODT, open_text(f'fo:font-size="{points}pt"'))
        files[f"html {points} points"] = (Kind.HTML, web_page(f'<p style="font-size:{points}pt">{NAME}</p>'))
        files[f"ods {points} points"] = (Kind.ODS, open_sheet("", f'fo:font-size="{points}pt"'))
    files["docx vanished"] = (Kind.DOCX, vanished_letter())
    files["docx deleted"] = (Kind.DOCX, deleted_letter())
    files["odt hidden"] = (Kind.ODT, open_text('text:display="none"'))
    files["odt hidden, inherited"] = (Kind.ODT, open_text('text:display="none"', inherited=True))
    files["xlsx theme"] = (Kind.XLSX, workbook_by_theme())
    files["rtf hidden"] = (Kind.RTF, rich_text("\\v"))
    files["rtf tiny"] = (Kind.RTF, rich_text("\\fs2"))
    files["rtf deleted"] = (Kind.RTF, rich_text("\\deleted\\revauthdel0"))
    files |= {f"xlsx {way}": (Kind.XLSX, workbook(change)) for way, change in WORKBOOKS.items()}
    files |= {f"pptx {way}": (Kind.PPTX, slides(change)) for way, change in SLIDES.items()}
    files |= {f"html {way}": (Kind.HTML, web_page(*page)) for way, page in WEB_PAGES.items()}
    files |= {f"eml {way}": (Kind.EML, mail(page)) for way, (page, style) in WEB_PAGES.items() if not style}
    for letters, ground in (("white", "white"), ("black", "black"), ("gray25", "gray25"), ("red", "red")):
        files[f"xls {letters} on {ground}"] = (Kind.XLS, old_workbook(letters, ground))
    return files


def seen_ways() -> dict[str, tuple[Kind, bytes]]:
    """Make files in which everybody sees the name."""
    files: dict[str, tuple[Kind, bytes]] = {}
    for way, colours in SEEN.items():
        letters, ground = colours.letters, colours.ground
        look = f"color:#{letters};background-color:#{ground}"
        said = f'fo:color="#{letters}" fo:background-color="#{ground}"'
        for by in ("direct", "style", "inherited"):
            files[f"docx {way}, {by}"] = (Kind.DOCX, letter_in_colours(colours, by=by))
        for by in ("direct", "style", "condition"):
            files[f"xlsx {way}, {by}"] = (Kind.XLSX, workbook_in_colours(colours, by=by))
        files[f"pptx {way}"] = (Kind.PPTX, slides_in_colours(colours))
        files[f"odt {way}"] = (Kind.ODT, open_text(said))
        files[f"rtf {way}"] = (Kind.RTF, rich_text("\\cf1\\highlight2", colours))
        files[f"html {way}"] = (Kind.HTML, web_page(f'<p style="{look}">{NAME}</p>'))
        files[f"eml {way}"] = (Kind.EML, mail(f'<p style="{look}">{NAME}</p>'))
    return files
