"""Makes Word files in which a name is hidden."""

from collections.abc import Callable

from docx import Document as Letter
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from tests.ways_to_hide.said import AFTER, NAME, SHOWN, Colours, saved

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def letter(change: Callable[[object], None]) -> bytes:
    """Make a Word file: shown words, a run with the name that is changed, shown words."""
    text = Letter()
    text.add_paragraph(SHOWN)
    change(text)
    text.add_paragraph(AFTER)
    return saved(text)


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
