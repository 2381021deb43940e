"""Makes a file for each way of hiding in each kind of file, and files in which everybody sees the name."""

from dueregard.rules.documents.kinds import Kind
from tests.ways_to_hide.letters import (
    deleted_letter,
    letter_in_colours,
    styled_letter,
    tiny_letter,
    vanished_letter,
)
from tests.ways_to_hide.markup import WEB_PAGES, mail, rich_text, web_page
from tests.ways_to_hide.open_files import flat, open_sheet, open_text
from tests.ways_to_hide.said import NAME, SEEN, UNSEEN
from tests.ways_to_hide.shows import SLIDES, slides, slides_in_colours
from tests.ways_to_hide.workbooks import WORKBOOKS, old_workbook, workbook, workbook_by_theme, workbook_in_colours


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
        files[f"fodt {way}"] = (Kind.FODT, flat(open_text(said)))
        files[f"fods {way}"] = (Kind.FODS, flat(cell))
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
    files["fodt hidden"] = (Kind.FODT, flat(open_text('text:display="none"', inherited=True)))
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
        files[f"fodt {way}"] = (Kind.FODT, flat(open_text(said)))
        files[f"rtf {way}"] = (Kind.RTF, rich_text("\\cf1\\highlight2", colours))
        files[f"html {way}"] = (Kind.HTML, web_page(f'<p style="{look}">{NAME}</p>'))
        files[f"eml {way}"] = (Kind.EML, mail(f'<p style="{look}">{NAME}</p>'))
    return files
