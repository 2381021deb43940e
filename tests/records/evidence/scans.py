"""Makes scans: pages as pictures, turned, cropped or dirty, with words that are known."""

import io

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from tests.records.evidence.papers import pdf, typeset

SHORT = "The council keeps a register."


def picture(markup: str = SHORT, *, dpi: int = 150) -> Image.Image:
    """Return a small page as a grey picture."""
    page = pdfium.PdfDocument(typeset(f"#set page(width: 12cm, height: 8cm)\n#set text(14pt)\n{markup}"))[0]
    return page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def saved_as(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the picture as a file of a kind."""
    made = io.BytesIO()
    image.save(made, kind, **options)  # type: ignore[arg-type]
    return made.getvalue()


def scanned(*pages: Image.Image, dpi: int = 150) -> bytes:
    """Return a PDF whose pages are pictures."""
    made = io.BytesIO()
    pages[0].save(made, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return made.getvalue()


def turned_and_cropped(turn: int, crop: tuple[int, int, int, int] | None) -> bytes:
    """Return a PDF of one page, shown turned clockwise by some degrees and cropped to a box of its own space."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as document:
        document.pages[0].Rotate = turn
        if crop:
            document.pages[0].CropBox = pikepdf.Array(crop)
        document.save(made)
    return made.getvalue()


def ink(content: bytes) -> tuple[float, float, float, float]:
    """Return the box of all that is dark on a PDF's first page as it is shown: left, top, right, bottom in points."""
    page = pdfium.PdfDocument(content)[0]
    shown = page.render(scale=2, grayscale=True).to_pil().convert("L")
    box = shown.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return left / 2, top / 2, right / 2, bottom / 2
