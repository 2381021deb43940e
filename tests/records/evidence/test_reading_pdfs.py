"""A page of a PDF comes with its words where a reader sees them, and a scan with the words that are on it."""

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from dueregard.records.evidence.gateways.reader import Limits, ReadingOptions, close_reader
from dueregard.records.evidence.gateways.readers.drawing import drawn
from dueregard.rules.documents.reading import ReadPage, Reason, TextSource
from tests.made_scans import made_scan
from tests.records.evidence.papers import SENTENCE, pdf, typeset
from tests.records.evidence.reading import read
from tests.records.evidence.scans import SHORT, ink, picture, scanned, turned_and_cropped

OCR = ReadingOptions()


def box_of_words(page: ReadPage) -> tuple[float, float, float, float]:
    """Return the box around all words of a page."""
    return (
        min(word.left for word in page.words),
        min(word.top for word in page.words),
        max(word.right for word in page.words),
        max(word.bottom for word in page.words),
    )


def test_every_page_has_its_text_its_words_and_its_size(tmp_path: Path) -> None:
    outcome = read(pdf(3), tmp_path)
    assert outcome.media_type == "application/pdf"
    assert outcome.expected == 3
    assert [page.number for page in outcome.pages] == [1, 2, 3]
    second = outcome.pages[1]
    assert second.text == f"Page 2 of the minutes.\n{SENTENCE}"
    assert "".join(word.text for word in second.words) == "".join(second.text.split())
    assert (round(second.width or 0), round(second.height or 0)) == (595, 842)


@pytest.mark.parametrize("crop", [None, (60, 700, 500, 830)])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_they_are_seen_on_a_turned_or_cropped_page(
    turn: int, crop: tuple[int, int, int, int] | None, tmp_path: Path
) -> None:
    content = turned_and_cropped(turn, crop)
    (page,) = read(content, tmp_path).pages
    assert box_of_words(page) == pytest.approx(ink(content), abs=3.0)
    assert page.width is not None
    assert (page.width < page.height) == ((turn in {0, 180}) == (crop is None))


def test_text_beyond_the_edge_of_the_page_is_not_on_it(tmp_path: Path) -> None:
    content = turned_and_cropped(0, (0, 760, 595, 842))  # the first line only
    (page,) = read(content, tmp_path).pages
    assert page.text == "Page 1 of the minutes."


def test_a_word_broken_at_the_end_of_a_line_is_one_word_in_two_places(tmp_path: Path) -> None:
    narrow = '#set page(width: 4cm)\n#set text(lang: "en", hyphenate: true)\nIncomprehensibilities everywhere'
    (page,) = read(typeset(narrow), tmp_path).pages
    assert "Incomprehensibilities everywhere" in page.text.replace("\n", " ")
    assert "".join(word.text for word in page.words) == "".join(page.text.split())
    assert len(page.words) == 3


@pytest.mark.parametrize("size", [(1654, 2339), (1653, 2338), (1700, 2200)])
def test_a_scan_is_drawn_dot_for_dot(size: tuple[int, int]) -> None:
    page = pdfium.PdfDocument(scanned(Image.linear_gradient("L").resize(size), dpi=200))[0]
    drawn_as, dpi = drawn(page, Limits())
    assert (drawn_as.size, round(dpi, 3)) == (size, 200)


def test_a_scan_is_recognised_with_places_and_confidence(tmp_path: Path) -> None:
    (page,) = read(scanned(picture()), tmp_path, options=OCR).pages
    assert page.source is TextSource.OCR
    assert page.text == SHORT
    assert page.confidence is not None
    assert page.confidence > 80
    assert box_of_words(page) == pytest.approx(ink(scanned(picture())), abs=3.0)


def test_a_scan_of_dots_is_read_softened_even_where_a_few_words_seem_sure(tmp_path: Path) -> None:
    """Of this one five words are read as it is, with a confidence above the bar; softened, all of it."""
    dots = Image.open(io.BytesIO(made_scan(33, "dithered", "letter").picture))
    (page,) = read(scanned(dots, dpi=200), tmp_path, options=OCR).pages
    assert len(page.words) > 300
    assert (page.confidence or 0) > 80


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_is_recognised_and_its_words_stay_where_they_are_seen(
    turn: int, tmp_path: Path
) -> None:
    lines = "\\ ".join([SENTENCE] * 9)
    content = scanned(picture(f"#set text(9pt)\n{lines}", dpi=200).rotate(turn, expand=True, fillcolor=255), dpi=200)
    (page,) = read(content, tmp_path, options=OCR).pages
    assert page.text.count("register of referrals") > 6
    assert box_of_words(page) == pytest.approx(ink(content), abs=4.0)


def test_a_page_without_anything_is_a_page_without_words(tmp_path: Path) -> None:
    (page,) = read(typeset(""), tmp_path, options=OCR).pages
    assert (page.text, page.source, page.reason) == ("", TextSource.NONE, None)


def test_where_recognition_is_switched_off_a_scan_stays_a_picture(tmp_path: Path) -> None:
    (page,) = read(scanned(picture()), tmp_path).pages
    assert (page.text, page.source, page.reason) == ("", TextSource.NONE, None)


def test_a_language_that_is_missing_is_named_and_the_page_is_there(tmp_path: Path) -> None:
    (page,) = read(scanned(picture()), tmp_path, options=ReadingOptions(languages=("xxx",))).pages
    assert (page.text, page.reason) == ("", Reason.NO_LANGUAGE)
    (page,) = read(scanned(picture()), tmp_path, options=ReadingOptions(languages=("eng", "xxx"))).pages
    assert (page.text, page.reason) == (SHORT, Reason.NO_LANGUAGE)


def test_welsh_is_recognised_where_its_data_is_installed(tmp_path: Path) -> None:
    welsh = "Mae'r cyngor yn cadw cofrestr yn y tŷ."
    (page,) = read(scanned(picture(welsh)), tmp_path, options=ReadingOptions(languages=("cym", "eng"))).pages
    assert "tŷ" in page.text
    assert page.reason is None


def test_a_missing_program_is_named_and_the_page_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    close_reader()
    try:
        (page,) = read(scanned(picture()), tmp_path, options=OCR).pages
    finally:
        close_reader()
    assert (page.text, page.source, page.reason) == ("", TextSource.NONE, Reason.NO_PROGRAM)


def test_a_page_too_large_to_be_drawn_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    with pikepdf.open(_two_scans(tmp_path)) as document:
        document.pages[0].MediaBox = pikepdf.Array([0, 0, 200_000, 200_000])
        document.save(tmp_path / "large.pdf")
    first, second = read(tmp_path / "large.pdf", tmp_path, options=OCR).pages
    assert first.reason is Reason.PAGE_TOO_BIG
    assert second.text == SHORT


def test_a_large_page_is_drawn_smaller_rather_than_refused(tmp_path: Path) -> None:
    limits = Limits(drawn_pixels=250_000)
    (page,) = read(scanned(picture()), tmp_path, options=ReadingOptions(limits=limits)).pages
    assert page.text == SHORT


def test_the_files_attached_to_a_pdf_come_out_of_it(tmp_path: Path) -> None:
    with pikepdf.open(_two_scans(tmp_path)) as document:
        document.attachments["figures.csv"] = b"year,referrals\n2024,12\n"
        document.save(tmp_path / "with-file.pdf")
    outcome = read(tmp_path / "with-file.pdf", tmp_path)
    assert [(name, content) for name, _, content in outcome.found] == [("figures.csv", b"year,referrals\n2024,12\n")]
    assert len(outcome.pages) == 2


def _two_scans(folder: Path) -> Path:
    path = folder / "two.pdf"
    path.write_bytes(scanned(picture(), picture()))
    return path


def filled_in() -> bytes:
    """Return a page with a form: a field of words, a choice, and a field that no reader is shown."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset("#set page(width: 400pt, height: 300pt)\nName of the owner:"))) as document:
        page = document.pages[0]
        fields = [
            document.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Widget, T=value, V=value, Rect=Array([200, low, 360, low + 20]),
                    DA="/Helv 12 Tf 0 g", P=page.obj, F=flags, **kind,
                )
            )
            for value, low, flags, kind in (
                ("Robin Sample", 90, 4, {"FT": Name.Tx}),
                ("High risk", 140, 4, {"FT": Name.Ch, "Ff": 1 << 17, "Opt": Array(["Low", "High risk"])}),
                ("Unseen", 40, 2, {"FT": Name.Tx}),
            )
        ]  # fmt: skip
        font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        page.Annots = Array(fields)
        document.Root.AcroForm = Dictionary(
            Fields=Array(fields), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font))
        )
        document.save(made)
    return made.getvalue()


def test_what_is_filled_in_on_a_form_is_on_its_page_where_a_reader_sees_it(tmp_path: Path) -> None:
    outcome = read(filled_in(), tmp_path)
    (page,) = outcome.pages
    assert (page.text, outcome.reason) == ("Name of the owner:\nRobin Sample High risk", None)
    (robin,) = [word for word in page.words if word.text == "Robin"]
    assert 190 < robin.top < robin.bottom < 210, "90 to 110 points from below"
    assert 200 < robin.left < robin.right < 280
    assert "form_field" in {one.channel for one in outcome.hidden}, (
        "the values lie in the file beside the page all the same"
    )


def without_maps(content: bytes) -> bytes:
    """Return a PDF whose fonts no longer tell which characters their shapes are, but for those of the headings."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for font in [one for one in document.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Font]:
            if "/ToUnicode" in font and "Bold" not in str(font.BaseFont):
                del font["/ToUnicode"]
        document.save(made)
    return made.getvalue()


BODY = " ".join([SENTENCE, "Nobody was absent, and the next meeting is in three weeks at the town hall."] * 6)


def test_a_page_whose_own_text_means_nothing_is_recognised_from_its_picture(tmp_path: Path) -> None:
    content = without_maps(typeset(f"*Minutes of the group*\n\n{BODY}"))
    (page,) = read(content, tmp_path, options=OCR).pages
    assert page.source is TextSource.OCR
    assert page.text.count("register of referrals") == 6
    assert "Minutes of the group" in page.text


def test_codes_and_numbers_that_look_odd_keep_their_own_text_when_the_picture_shows_them(tmp_path: Path) -> None:
    codes = "\\ ".join(" ".join(f"QXZWKJV{row * 7 + place}HBTFGXQ" for place in range(4)) for row in range(12))
    (page,) = read(typeset(codes), tmp_path, options=OCR).pages
    assert page.source is TextSource.TEXT
    assert page.text.startswith("QXZWKJV0HBTFGXQ QXZWKJV1HBTFGXQ")
