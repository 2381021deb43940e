"""The words of a page come in the order in which they are read, and each stands where all its letters do."""

import pypdfium2 as pdfium
import pytest

from dueregard.rules.documents.pdf_words import PageText, PlacedWords
from tests.hidden_files import pdf_of
from tests.rules.hidden_data.test_pdf_files import turned_to

THREE_LINES = "#set page(width: 300pt, height: 200pt, margin: 20pt)\nOne two.\\ Three four.\\ Five six.\n\n{}"
TABLE = "#table(columns: 2)[Seven][Eight][Nine][Ten]"
IN_ORDER = "One two.\nThree four.\nFive six.\nSeven Eight\nNine Ten"
RAW = """%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 99] /Contents 4 0 R /Resources
<</Font <</F 5 0 R /B 6 0 R>>>>>> endobj
4 0 obj <</Length {}>> stream
{}
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
6 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold>> endobj
trailer <</Root 1 0 R>>
"""


def placed_on(content: bytes) -> PlacedWords:
    """Return what stands on a PDF's first page."""
    document = pdfium.PdfDocument(content)
    page = document[0]
    text = PageText(page)
    try:
        return text.placed()
    finally:
        text.close()
        page.close()
        document.close()


def written(drawing: str) -> bytes:
    """Return a PDF of one page with this drawing on it."""
    return RAW.format(len(drawing), drawing).encode()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_lines_and_cells_are_in_order_on_a_page_turned_any_way(turned: int) -> None:
    content = turned_to(pdf_of(THREE_LINES.format(TABLE)), turned)
    assert placed_on(content).text == IN_ORDER


@pytest.mark.parametrize("lying", [90, 180, 270])
def test_lines_that_lie_on_their_side_are_in_order_too(lying: int) -> None:
    content = pdf_of(f"#rotate({lying}deg, reflow: true)[{THREE_LINES.partition(chr(10))[2].format('')}]")
    assert placed_on(content).text == "One two.\nThree four.\nFive six."


def test_a_page_is_still_shown_as_it_was_turned_when_its_words_have_been_read() -> None:
    page = pdfium.PdfDocument(turned_to(pdf_of(THREE_LINES.format("")), 90))[0]
    size = page.get_size()
    PageText(page).close()
    assert (page.get_rotation(), page.get_size()) == (90, size)


@pytest.mark.parametrize("parts", ["(Marigold) Tj", "(Mari) Tj (gold) Tj", "(Mari) Tj /B 12 Tf (gold) Tj"])
def test_a_word_set_in_several_pieces_is_one_word_around_all_its_letters(parts: str) -> None:
    (word,) = placed_on(written(f"BT /F 12 Tf 9 50 Td {parts} ET")).words
    assert word.text == "Marigold"
    # In Helvetica the eight letters are 46.0 points wide at 12 points, and a little more where some are bold.
    assert 9 < word.left < 11
    assert 54 < word.right < 60


def test_words_keep_their_places_after_letters_that_mean_nothing() -> None:
    plain, mixed = (placed_on(written(f"BT /F 12 Tf 9 50 Td ({text} Marigold) Tj ET")) for text in ("one", "o\\001e"))
    assert plain.words[-1].text == mixed.words[-1].text == "Marigold"
    assert mixed.words[-1].right - mixed.words[-1].left == pytest.approx(plain.words[-1].right - plain.words[-1].left)


UPSIDE_DOWN = [
    ("BT /F -12 Tf", "1 0 0 1"),  # a negative size
    ("BT /F 12 Tf", "-1 0 0 -1"),  # a turned matrix
    ("q -1 0 0 -1 300 99 cm BT /F 12 Tf", "1 0 0 1"),  # a turned page
    ("q -1 0 0 -1 300 99 cm BT /F -12 Tf", "-1 0 0 -1"),  # turned three times
]


@pytest.mark.parametrize(("begins", "matrix"), UPSIDE_DOWN)
def test_words_on_their_heads_are_read_in_their_order_however_they_were_turned(begins: str, matrix: str) -> None:
    is_turned = "cm" in begins
    places = [(300 - x, 99 - y) if is_turned else (x, y) for x, y in ((260, 30), (200, 30), (260, 60), (200, 60))]
    words = zip(places, ("The ", "panel ", "Nobody ", "came "), strict=True)
    drawing = " ".join(f"{matrix} {x} {y} Tm ({word}) Tj" for (x, y), word in words)
    content = turned_to(written(f"{begins} {drawing} ET{' Q' if is_turned else ''}"), 180)
    assert placed_on(content).text == "The panel\nNobody came"


COLUMNS = [
    ["The council keeps a reg-", "ister of referrals and", "looks at it twice a year.", "Nobody is referred with-"],
    ["Training is given each", "autumn to all staff who", "work with young people", "and to governors. Costs"],
    ["The next meeting is on", "the first Monday of June", "in the town hall, and is", "open to the public. The"],
]
ROWS = [["School", "Pupils", "Asked"], ["Northport High", "1,200", "yes"], ["Eastport", "240", "no"]] * 2


def across(columns: list[list[str]], *, wide: int = 95) -> bytes:
    """Draw columns line by line across the page, as some programs do."""
    drawing = [
        f"1 0 0 1 {10 + place * wide} {80 - row * 8} Tm ({line}) Tj"
        for row, lines in enumerate(zip(*columns, strict=True))
        for place, line in enumerate(lines)
    ]
    return written(" ".join(["BT /F 6 Tf", *drawing, "ET"]))


@pytest.mark.parametrize("count", [2, 3])
def test_columns_whose_lines_are_drawn_across_are_read_one_after_the_other(count: int) -> None:
    found = placed_on(across(COLUMNS[:count]))
    assert found.text == "\n".join(line for column in COLUMNS[:count] for line in column)
    assert "".join(word.text for word in found.words) == "".join(found.text.split())
    assert len(found.spans) == len(found.words)


def test_rows_of_a_table_stay_rows() -> None:
    found = placed_on(across([list(column) for column in zip(*ROWS, strict=True)]))
    assert found.text == "\n".join(" ".join(row) for row in ROWS)


@pytest.mark.parametrize("said", ["(Marigold)", "<FEFF004D0061007200690067006F006C0064>"])
def test_the_text_is_what_is_drawn_and_not_what_is_to_be_read_in_its_place(said: str) -> None:
    drawing = f"BT /F 12 Tf 9 50 Td /Span <</ActualText {said}>> BDC (an officer) Tj EMC ( came) Tj ET"
    assert placed_on(written(drawing)).text == "an officer came"
