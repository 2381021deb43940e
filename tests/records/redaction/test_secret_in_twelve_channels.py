"""A secret that lies in twelve places of a PDF is in none of the bytes of its public copy."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from dueregard.records.evidence.gateways.reader import ReadingOptions, read_in_child
from dueregard.records.redaction.gateways.copier import copier
from dueregard.records.redaction.gateways.copying.binding import BoundPage, bind
from dueregard.records.redaction.gateways.remake import Made, remake
from dueregard.rules.documents.reading import ReadPage, Word
from dueregard.rules.hidden_data import find_hidden
from dueregard.rules.redaction.forms import Form
from dueregard.rules.redaction.marks import Mark, MarkKind
from dueregard.rules.redaction.reasons import is_of_labels
from dueregard.rules.redaction.survivors import survivors_in_bytes, survivors_in_text, wanted
from tests.hidden_files import PDF

SECRET = "Marigold"


def words_as_picture(words: str) -> Image.Image:
    """Return a picture of printed words."""
    picture = Image.new("L", (420, 60), 255)
    ImageDraw.Draw(picture).text((10, 8), words, font=ImageFont.load_default(36), fill=0)
    return picture


def laden(folder: Path) -> bytes:
    """Make a PDF of one page, with the secret in its words and in eleven more places."""
    words_as_picture(f"Seen by {SECRET}").save(folder / "picture.png")
    body = f"""#set page(width: 420pt, height: 400pt, margin: 30pt)
#set text(size: 14pt)
The report was written for {SECRET} and was read by the board.

The risk in our schools is low.
#text(fill: white)[{SECRET} in white]
#place(dx: 600pt)[{SECRET} off the page]
#image("picture.png", width: 300pt)
#v(1fr)
{SECRET} in the part that is cropped away
"""
    (folder / "page.typ").write_text(body)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst.compile(folder / "page.typ"))) as pdf:
        page = pdf.pages[0]
        page.CropBox = Array([0, 80, 420, 400])
        hide(pdf, page)
        with pdf.open_metadata() as described:
            described["dc:description"] = SECRET
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"About {SECRET}", 0))
        pdf.docinfo["/Author"] = f"{SECRET} Example"
        pdf.save(made)
    return made.getvalue()


def hide(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Put the secret into what lies beside the drawing of a page: note, field, layer, thumbnail, attachment."""
    thumbnail = io.BytesIO()
    words_as_picture(SECRET).save(thumbnail, "JPEG")
    page.Thumb = pdf.make_stream(
        thumbnail.getvalue(),
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=420, Height=60, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            Filter=Name.DCTDecode,
        ),
    )  # fmt: skip
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 350, 30, 370]), Contents=f"Ask {SECRET}")
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V=SECRET, Rect=Array([200, 90, 300, 110]),
            DA="/Helv 12 Tf 0 g", P=page.obj,
        )
    )  # fmt: skip
    page.Annots = Array([pdf.make_indirect(note), field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=f"Layer of {SECRET}"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page.Resources.Properties = Dictionary(Hid=layer)
    page.contents_add(b"/OC /Hid BDC BT /F 12 Tf 40 300 Td (Marigold in a layer) Tj ET EMC")
    pdf.attachments["list.csv"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename=f"{SECRET}.csv")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the laden PDF."""
    folder = tmp_path_factory.mktemp("laden")
    (folder / "original.pdf").write_bytes(laden(folder))
    return folder / "original.pdf"


@pytest.fixture(scope="module")
def copied(original: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Return its public copy, made once with the secret marked wherever it stands."""
    options = ReadingOptions(recognises_words=False)
    items = list(read_in_child(original, name="original.pdf", options=options, seconds=600))
    pages = {one.number: (one.width, list(one.words)) for one in items if isinstance(one, ReadPage)}
    with copier() as child:
        made = remake(
            child,
            source=original,
            kind=PDF,
            form=Form.PAGES,
            marks=[Mark(MarkKind.WORDS, "person", words=SECRET)],
            pages=pages,
            title="Risk report",
            languages=["eng"],
            progress=lambda done, expected: None,
        )
        kept = tmp_path_factory.mktemp("copied") / "copy.pdf"
        kept.write_bytes(made.path.read_bytes())
    return kept, made


def test_the_original_hides_the_secret_in_all_those_places(original: Path) -> None:
    channels = {one.channel for one in find_hidden(original.read_bytes(), PDF)}
    assert channels >= {
        "annotation", "form_field", "attachment", "author", "property", "thumbnail", "hidden_layer", "off_page_text",
        "invisible_text", "outline",
    }  # fmt: skip


def test_nothing_survived_and_the_picture_was_covered_by_looking(copied: tuple[Path, Made]) -> None:
    _, made = copied
    assert made.faults == []
    assert made.is_read_again
    assert made.by_looking >= 1


def by_pdfium(path: Path) -> str:
    """Read the words as pdfium does."""
    pdf = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return text


def by_poppler(path: Path) -> str:
    """Read the words as poppler does."""
    ran = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return ran.stdout


def by_looking(path: Path) -> str:
    """Read the words from the pixels, as Tesseract does, at another size than the copier did.

    What is black for more than a stroke is made white: beside black boxes Tesseract misses words.
    """
    pdf = pypdfium2.PdfDocument(path)
    drawn = path.with_suffix(".png")
    seen = pdf[0].render(scale=300 / 72).to_pil().convert("L")
    pdf.close()
    boxes = seen.filter(ImageFilter.MaxFilter(21)).filter(ImageFilter.MinFilter(25)).point(lambda one: 255 * (one < 90))
    seen.paste(255, mask=boxes.convert("1"))
    seen.save(drawn)
    ran = subprocess.run(["tesseract", str(drawn), "-"], capture_output=True, text=True, check=True)
    return ran.stdout


def by_unpacking(path: Path) -> str:
    """Return every object of the file unpacked, as letters."""
    with pikepdf.open(path) as pdf:
        said = [str(pdf.trailer.get("/Info", "")), str(pdf.Root)]
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                raw = one.read_raw_bytes() if one.get(Name.Filter) == Name.DCTDecode else one.read_bytes()
                said += [raw.decode("latin-1"), str(dict(one.items()))]
            else:
                said.append(str(one))
    return "\n".join(said) + path.read_bytes().decode("latin-1")


@pytest.mark.parametrize("reader", [by_pdfium, by_poppler, by_looking, by_unpacking])
def test_no_reader_finds_the_secret_in_the_copy(copied: tuple[Path, Made], reader: Callable[[Path], str]) -> None:
    path, _ = copied
    said = reader(path)
    assert survivors_in_text(said, [wanted(SECRET)]) == []
    assert survivors_in_bytes(path.read_bytes(), [wanted(SECRET)]) == []


@pytest.mark.parametrize("reader", [by_pdfium, by_poppler, by_looking])
def test_what_was_not_marked_can_still_be_read(copied: tuple[Path, Made], reader: Callable[[Path], str]) -> None:
    said = " ".join(reader(copied[0]).split())
    assert "The risk in our schools is low." in said
    assert "was read by the board" in said


def test_the_copy_carries_its_typed_title_and_nothing_else(copied: tuple[Path, Made]) -> None:
    found = [(one.channel, one.sample) for one in find_hidden(copied[0].read_bytes(), PDF)]
    assert [one for one in found if one[0] != "text_under_box"] == [("property", "Risk report")]
    assert all(is_of_labels(said) for channel, said in found if channel == "text_under_box")


def test_the_copy_says_in_its_text_that_we_took_a_name_out(copied: tuple[Path, Made]) -> None:
    assert "[name removed by us]" in " ".join(by_pdfium(copied[0]).split())


def test_the_same_original_gives_the_same_bytes(original: Path, copied: tuple[Path, Made]) -> None:
    again = copied[0].with_name("again.pdf")
    pages = [BoundPage(drawn_page(copied[0]), 420, 320, (Word("low", 10, 10, 30, 20),))]
    bind(pages, title="", to=again)
    first = again.read_bytes()
    bind(pages, title="", to=again)
    assert again.read_bytes() == first


def drawn_page(path: Path) -> Path:
    """Return the first page as a picture."""
    pdf = pypdfium2.PdfDocument(path)
    pdf[0].render(scale=1).to_pil().save(path.with_suffix(".png"))
    pdf.close()
    return path.with_suffix(".png")
