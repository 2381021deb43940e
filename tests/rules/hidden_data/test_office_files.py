"""What workbooks and letters hide is found, and said with where it is."""

import io
import zipfile

import openpyxl
import pytest

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data import CHANNELS, find_hidden
from tests.hidden_files import DOCX, SECRET, XLS, XLSX, letter, old_workbook, with_parts, workbook


def found(content: bytes, kind: str) -> dict[str, HiddenThing]:
    """Return the findings by channel; of several in one channel the first."""
    every: dict[str, HiddenThing] = {}
    for one in find_hidden(content, kind):
        every.setdefault(one.channel, one)
    return every


@pytest.mark.parametrize(
    ("channel", "where", "count"),
    [
        ("hidden_sheet", "sheet 3, “Referrals”", 1),
        ("very_hidden_sheet", "sheet 4, “Very”", 1),
        ("hidden_rows", "sheet 1, “Totals”, rows 3 to 4", 2),
        ("hidden_columns", "sheet 1, “Totals”, column C", 1),
        ("filtered_rows", "sheet 2, “Filtered”, row 2", 1),
        ("pale_text", "sheet 1, “Totals”", 1),
        ("named_range", "the workbook’s names", 1),
    ],
)
def test_a_workbook_tells_what_it_hides_and_where(channel: str, where: str, count: int) -> None:
    thing = found(workbook(), XLSX)[channel]
    assert (thing.where, thing.count) == (where, count)


def test_comments_and_authors_of_a_workbook_are_named() -> None:
    every = found(workbook(), XLSX)
    assert SECRET in every["comment"].sample
    assert SECRET in every["author"].sample


@pytest.mark.parametrize(
    ("part", "content", "channel"),
    [
        ("xl/pivotCache/pivotCacheRecords1.xml", b"<x><r><s v='Marigold'/></r><r/></x>", "pivot_cache"),
        ("xl/externalLinks/externalLink1.xml", b"<x><v>Marigold</v></x>", "external_link"),
        ("xl/model/item.data", b"Marigold", "data_model"),
        ("xl/connections.xml", b"<x><connection name='Marigold'/></x>", "connection"),
        ("xl/embeddings/oleObject1.bin", b"Marigold", "embedded_file"),
        ("xl/vbaProject.bin", b"Marigold", "macro"),
        ("customXml/item1.xml", b"<x>Marigold</x>", "custom_xml"),
        ("docProps/thumbnail.jpeg", b"Marigold", "thumbnail"),
    ],
)
def test_what_travels_beside_the_sheets_is_found(part: str, content: bytes, channel: str) -> None:
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    assert channel not in found(plain.getvalue(), XLSX)
    assert channel in found(with_parts(plain.getvalue(), {part: content}), XLSX)


@pytest.mark.parametrize("channel", ["hidden_text", "pale_text", "tracked_change", "comment", "author"])
def test_a_letter_tells_what_it_hides(channel: str) -> None:
    thing = found(letter(), DOCX)[channel]
    assert SECRET in thing.sample or channel == "author"


def test_an_empty_workbook_hides_nothing_of_content() -> None:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    assert {one.channel for one in find_hidden(made.getvalue(), XLSX)} <= {"author"}


def test_a_part_that_would_expand_to_far_too_much_is_named_and_not_opened() -> None:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/pivotCache/pivotCacheRecords9.xml", b" " * 80_000_000)
    unseen = found(made.getvalue(), XLSX)["not_examined"]
    assert unseen.where == "xl/pivotCache/pivotCacheRecords9.xml"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\0" * 100])
@pytest.mark.parametrize("kind", [XLSX, DOCX, "application/pdf", "image/jpeg"])
def test_broken_bytes_are_said_to_be_not_looked_into(content: bytes, kind: str) -> None:
    assert [one.channel for one in find_hidden(content, kind)][:1] == ["not_examined"]


def test_every_channel_has_its_words() -> None:
    assert all(one.name and one.says.endswith(".") for one in CHANNELS.values())


def test_a_workbook_of_before_2007_is_found_to_hide_rows_columns_sheets_and_pale_cells() -> None:
    things = found(old_workbook(), XLS)
    assert things.keys() >= {"hidden_rows", "hidden_columns", "hidden_sheet", "very_hidden_sheet", "pale_text"}
    assert (things["hidden_columns"].count, things["pale_text"].count) == (2, 2)
    assert all(SECRET in one.sample for one in things.values() if one.channel != "author")
