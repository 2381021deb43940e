"""Makes slides in which a name is hidden."""

from collections.abc import Callable, Mapping

from docx.oxml import parse_xml
from pptx import Presentation
from pptx.dml.color import RGBColor as SlideColour
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches
from pptx.util import Pt as SlidePt

from tests.ways_to_hide.said import AFTER, NAME, SHOWN, Colours, saved


def slides(change: Callable[[object], None]) -> bytes:
    """Make a slide with a title and shown words."""
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = SHOWN
    box = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(6), Inches(1))
    box.text_frame.text = AFTER
    change(slide)
    return saved(show)


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
