"""What is on a page is what can be seen on the drawing of a file; what the file holds besides is listed as hidden."""

import json
from pathlib import Path

import openpyxl
import pytest

from dueregard.rules.documents.kinds import Kind
from tests import hidden_files, ways_to_hide
from tests.records.evidence.drawings import drawn_and_read, listed
from tests.ways_to_hide import AFTER, NAME, SEEN, SHOWN, SLIDES, UNSEEN, WEB_PAGES, WORKBOOKS

BLACK, WHITE, NEAR = UNSEEN["black on black"], UNSEEN["white on white"], UNSEEN["nearly white on white"]
HIDDEN = {
    "docx black": (Kind.DOCX, ways_to_hide.letter_in_colours(BLACK, by="direct")),
    "docx white by a style": (Kind.DOCX, ways_to_hide.letter_in_colours(WHITE, by="style")),
    "docx one point": (Kind.DOCX, ways_to_hide.tiny_letter(1)),
    "docx deleted": (Kind.DOCX, ways_to_hide.deleted_letter()),
    "docx vanished": (Kind.DOCX, ways_to_hide.vanished_letter()),
    "xlsx black": (Kind.XLSX, ways_to_hide.workbook_in_colours(BLACK, by="direct")),
    "xlsx near": (Kind.XLSX, ways_to_hide.workbook_in_colours(NEAR, by="direct")),
    "xlsx by condition": (Kind.XLSX, ways_to_hide.workbook_in_colours(WHITE, by="condition")),
    "xlsx by theme": (Kind.XLSX, ways_to_hide.workbook_by_theme()),
    **{f"xlsx {way}": (Kind.XLSX, ways_to_hide.workbook(change)) for way, change in WORKBOOKS.items()},
    "xls white": (Kind.XLS, ways_to_hide.old_workbook("white", "white")),
    "pptx black": (Kind.PPTX, ways_to_hide.slides_in_colours(BLACK)),
    **{f"pptx {way}": (Kind.PPTX, ways_to_hide.slides(change)) for way, change in SLIDES.items()},
    "odt black": (Kind.ODT, ways_to_hide.open_text('fo:color="#000000" fo:background-color="#000000"')),
    "odt near": (Kind.ODT, ways_to_hide.open_text('fo:color="#fefefe"')),
    "odt one point": (Kind.ODT, ways_to_hide.open_text('fo:font-size="1pt"')),
    "odt hidden": (Kind.ODT, ways_to_hide.open_text('text:display="none"')),
    "ods black": (Kind.ODS, ways_to_hide.open_sheet('fo:background-color="#000000"', 'fo:color="#000000"')),
    "rtf black": (Kind.RTF, ways_to_hide.rich_text("\\cf1\\highlight2", BLACK)),
    "rtf white": (Kind.RTF, ways_to_hide.rich_text("\\cf1", WHITE)),
    **{f"html {way}": (Kind.HTML, ways_to_hide.web_page(*page)) for way, page in WEB_PAGES.items()},
    "eml white": (Kind.EML, ways_to_hide.mail(f'<p style="color:#ffffff">{NAME}</p>')),
}


def ending(kind: Kind) -> str:
    """Return a name by which a file is taken for what it is."""
    return f"file.{kind.name.lower()}"


@pytest.mark.parametrize(("kind", "content"), HIDDEN.values(), ids=HIDDEN)
def test_a_name_that_nobody_sees_is_on_no_page_and_is_listed_and_what_is_seen_stays(
    kind: Kind, content: bytes, tmp_path: Path
) -> None:
    outcome, tables, _ = drawn_and_read(content, tmp_path, name=ending(kind))
    text = " ".join(outcome.text.split())
    assert not {"Marigold", "Tansy"} & set(text.split())
    assert all(word in listed(outcome) for word in NAME.split())
    assert SHOWN in text
    assert AFTER in text
    assert NAME not in tables


def test_a_word_that_is_seen_once_and_held_twice_is_listed_all_the_same(tmp_path: Path) -> None:
    content = ways_to_hide.workbook(lambda sheet: sheet.append([NAME]) or WORKBOOKS["in a narrow column"](sheet))  # type: ignore[attr-defined,func-returns-value]
    outcome, tables, _ = drawn_and_read(content, tmp_path)
    assert outcome.text.count(NAME) == 1
    assert NAME in listed(outcome)
    assert tables == "", "nobody can tell which of the two cells is seen"


SHOWN_ALL_THE_SAME = {
    **{f"docx {way}": (Kind.DOCX, ways_to_hide.letter_in_colours(one, by="style")) for way, one in SEEN.items()},
    "xlsx white on black": (Kind.XLSX, ways_to_hide.workbook_in_colours(SEEN["white on black"], by="direct")),
    "pptx white on black": (Kind.PPTX, ways_to_hide.slides_in_colours(SEEN["white on black"])),
    "odt white on dark": (Kind.ODT, ways_to_hide.open_text('fo:color="#ffffff" fo:background-color="#1f3864"')),
    "rtf white on dark": (Kind.RTF, ways_to_hide.rich_text("\\cf1\\highlight2", SEEN["white on black"])),
    "odt small": (Kind.ODT, ways_to_hide.open_text('fo:font-size="5pt"')),
}


@pytest.mark.parametrize(("kind", "content"), SHOWN_ALL_THE_SAME.values(), ids=SHOWN_ALL_THE_SAME)
def test_words_that_everybody_sees_are_on_the_page_whatever_their_colours(
    kind: Kind, content: bytes, tmp_path: Path
) -> None:
    outcome, _, _ = drawn_and_read(content, tmp_path, name=ending(kind))
    assert NAME in " ".join(outcome.text.split())
    assert NAME not in listed(outcome)


def test_numbers_of_a_list_are_on_the_page(tmp_path: Path) -> None:
    def numbered(text: object) -> None:
        for words in ("The duty", "Training"):
            text.add_paragraph(words, style="List Number")  # type: ignore[attr-defined]

    outcome, _, _ = drawn_and_read(ways_to_hide.letter(numbered), tmp_path)
    assert "1. The duty\n2. Training" in outcome.text


AS_SHOWN = {
    "0.0%": (0.12345, "12.3%"), "£#,##0": (1234567.891, "£1,234,568"), "000": (3, "003"), "0.00": (1 / 3, "0.33"),
    '"fewer than 10"': (7, "fewer than 10"), '[<5]"*";0': (4, "*"), "[h]:mm": (1.5, "36:00"),
}  # fmt: skip


def test_values_are_those_that_a_reader_sees_on_the_page_and_in_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row, (form, (value, _)) in enumerate(AS_SHOWN.items(), start=1):
        book.active.cell(row, 1, value).number_format = form
    content = tmp_path / "book.xlsx"
    book.save(content)
    outcome, tables, _ = drawn_and_read(content.read_bytes(), tmp_path)
    shown = [says for _, says in AS_SHOWN.values()]
    assert outcome.text.split("\n") == shown
    assert json.loads(tables) == [["Sheet", [[one] for one in shown]]]


def test_an_old_workbook_that_hides_in_many_ways_shows_its_table(tmp_path: Path) -> None:
    outcome, tables, _ = drawn_and_read(hidden_files.old_workbook(), tmp_path)
    assert hidden_files.SECRET not in tables + outcome.text
    assert json.loads(tables)[0][1][:2] == [["School", "Asked", "When"], ["Row 1", "3", "01/03/2025"]]
