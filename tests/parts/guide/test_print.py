"""Every form for print is made of the shipped guide: tagged, named, complete, and the same bytes for the same guide."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.packs.gateways.folder import read_folder
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.drop_old_prints import KEPT_FOR, drop_old_prints
from dueregard.parts.guide.actions.print_guide import print_edition
from dueregard.parts.guide.gateways import shelf
from dueregard.parts.guide.gateways.book import NotSound, check, make_epub
from dueregard.parts.guide.gateways.imposing import sheets
from dueregard.parts.guide.gateways.typesetter import CannotMake, make_forms, square
from dueregard.parts.guide.models import PrintFile
from dueregard.rules.guide.document import section_value
from tests.audiences import EVERYBODY, assert_only
from tests.parts.guide.conftest import NOW
from tests.parts.guide.packs import FIRST
from tests.people import Cast

CHANGES = "https://northport.example/guide/changes/?since=20261124T120000"
PDFS = ["a4", "a5", "booklet", "large", "card", "poster"]


def value(texts: list[Any]) -> dict[str, Any]:
    """Return a guide to print, out of texts of a pack."""
    sections = [
        section_value(name=one.slug, title=one.meta["title"], text=one.text, ids=[], meta=one.meta)
        for one in sorted(texts, key=lambda one: one.meta["order"])
    ]
    return {
        "title": "The guide: Northport", "subtitle": "In short", "run_by": "Northport group", "language": "en",
        "region": "GB", "direction": "ltr", "licence": "CC-BY-SA-4.0", "credit": ["Somebody"],
        "edition_words": "24 November 2026, 12:00", "made_at": "2026-11-24T12:00:00+00:00", "changes": CHANGES,
        "changes_words": CHANGES.removeprefix("https://"), "home": "https://northport.example/guide/",
        "home_words": "northport.example/guide/", "square": square(CHANGES), "sections": sections,
        "card": [{"title": one["title"], "lines": one["card"]} for one in sections if one["card"]],
        "wallet": sections[0]["card"],
    }  # fmt: skip


@cache
def shipped() -> dict[str, Any]:
    folder = read_folder(settings.PACKS / "together-against-prevent")
    return value([one for one in folder.texts if one.kind == "section"])


@cache
def made() -> dict[str, bytes]:
    """Make every form of the shipped guide, once for all tests."""
    return make_forms([*PDFS, "epub", "text"], shipped())


@pytest.mark.parametrize("form", PDFS)
def test_a_pdf_is_tagged_and_says_its_title_and_language(form: str) -> None:
    with pikepdf.open(io.BytesIO(made()[form])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"].startswith("The guide: Northport")
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 1
        fonts = {str(font.get("/BaseFont", "")) for font in pdf.objects if _is_font(font)}
        assert fonts
        assert all("+" in name for name in fonts if name), "every font is in the file"


def test_the_whole_guide_has_a_bookmark_for_each_section() -> None:
    titles = [one["title"] for one in shipped()["sections"]]
    for form in ("a4", "a5", "booklet", "large"):
        with pikepdf.open(io.BytesIO(made()[form])) as pdf, pdf.open_outline() as outline:
            found = [str(one.title) for one in outline.root]
        assert [title for title in titles if title not in found] == [], form


def test_every_word_of_a_section_is_in_the_print_and_in_the_text() -> None:
    text = made()["text"].decode()
    assert "Please put your questions in writing" in " ".join(text.split())
    assert "[1, not confirmed]" in text
    assert CHANGES in text
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 72
    printed = words_of("a4")
    for wanted in ("Please put your questions in writing", "not confirmed", "Not confirmed.", "since=20261124T120000"):
        assert wanted in printed


def test_the_sheets_of_a_booklet_hold_each_page_once() -> None:
    assert sheets(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    for pages in range(1, 40):
        sides = sheets(pages)
        assert sorted(number for side in sides for number in side) == list(range(-(-pages // 4) * 4))


def test_the_booklet_says_the_same_as_the_pages_it_is_made_of() -> None:
    with pikepdf.open(io.BytesIO(made()["a5"])) as plain, pikepdf.open(io.BytesIO(made()["booklet"])) as booklet:
        assert len(booklet.pages) == -(-len(plain.pages) // 4) * 2
        assert not _marks_without_place(booklet)
    assert sorted(words_of("booklet").split()) == sorted(words_of("a5").split())


def test_the_square_on_a_print_leads_to_what_changed() -> None:
    drawn = square(CHANGES)
    assert "<svg" in drawn
    with pikepdf.open(io.BytesIO(made()["poster"])) as pdf:
        alternatives = {str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert any(CHANGES in one for one in alternatives)


def test_a_checker_finds_nothing_wrong_with_the_book(tmp_path: Path) -> None:
    book = tmp_path / "guide.epub"
    book.write_bytes(made()["epub"])
    report = tmp_path / "report.json"
    java = ["java", "-XX:TieredStopAtLevel=1", "-jar", "/usr/share/java/epubcheck.jar"]
    subprocess.run([*java, str(book), "--json", str(report)], capture_output=True, check=False, timeout=600)
    assert json.loads(report.read_text())["messages"] == []


def test_the_same_guide_gives_the_same_bytes() -> None:
    again = make_forms(["card", "epub", "text"], shipped())
    assert again == {form: made()[form] for form in again}


def test_the_book_keeps_numbers_whole_and_links_inside() -> None:
    with zipfile.ZipFile(io.BytesIO(made()["epub"])) as book:
        start = book.read("book/start-here.xhtml").decode()
        child = book.read("book/your-child.xhtml").decode()
    assert '<bdi dir="ltr" class="whole">999</bdi>' in start
    assert 'href="ask.xhtml"' in child


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ('<h1>x</h1><p id="a">1</p><p id="a">2</p>', "The id a is used twice"),
        ("<h1>x</h1><h3>y</h3>", "A level 3 heading follows a level 1 heading"),
        ('<h1>x</h1><a href="gone.xhtml">y</a>', "leads nowhere"),
        ('<h1>x</h1><img src="y.png"/>', "no text alternative"),
        ("<h1>x</h1><p>020 7946 0000</p>", "not marked to stay left-to-right"),
    ],
)
def test_a_page_that_is_not_sound_stops_the_build(page: str, says: str) -> None:
    with pytest.raises(NotSound, match=says):
        check({"a.xhtml": page})


def test_a_guide_that_skips_a_heading_is_not_printed() -> None:
    guide = dict(shipped())
    guide["sections"] = [{**guide["sections"][0], "text": "#### Too deep\n\nWords.", "facts": []}]
    with pytest.raises(NotSound, match="A level 4 heading"):
        make_epub(guide)
    with pytest.raises(CannotMake, match="A level 4 heading"):
        make_forms(["epub"], guide)


def test_the_present_edition_is_made_once_and_served_by_its_hash(guide: Callable[..., PackText], cast: Cast) -> None:
    guide(at=NOW.replace(microsecond=731_000))  # as a clock has it
    files = print_edition(now=NOW)
    assert {one.form for one in files} == set(PrintFile.Form)
    assert print_edition(now=NOW) == []
    page = Client().get("/guide/").content.decode()
    for one in files:
        assert one.get_absolute_url() in page
    assert_only(files[0].get_absolute_url(), EVERYBODY, cast)
    answer = Client().get(files[0].get_absolute_url())
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert "immutable" in answer["Cache-Control"]
    assert Client().get(f"/guide/print/{files[0].sha256}/other.pdf").status_code == 404
    assert Client().get(f"/guide/print/{'0' * 64}/guide-a4.pdf").status_code == 404
    with CaptureQueriesContext(connection) as queries:
        Client().get("/guide/")
    assert len(queries) <= 2


def test_what_cannot_be_made_says_why_and_is_tried_again(
    guide: Callable[..., PackText], monkeypatch: pytest.MonkeyPatch, cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()

    def refuse(forms: list[str], guide: dict[str, Any]) -> dict[str, bytes]:
        raise CannotMake("The printer is on fire.")

    with monkeypatch.context() as patched:
        patched.setattr("dueregard.parts.guide.actions.print_guide.make_forms", refuse)
        assert print_edition(now=NOW) == []
    assert "are being made" in Client().get("/guide/").content.decode()
    assert "The printer is on fire." in signed_in(cast.asha).get("/desk/guide/").content.decode()
    assert print_edition(now=NOW) == [], "not at once again"
    assert not PrintFile.objects.exclude(sha256="").exists()


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that is quick: each form of each edition is a few words, one of them in every edition the same."""

    def make(forms: list[str], guide: dict[str, Any]) -> dict[str, bytes]:
        return {form: f"{form} {'' if form == 'card' else guide['made_at']}".encode() for form in forms}

    monkeypatch.setattr("dueregard.parts.guide.actions.print_guide.make_forms", make)


@pytest.mark.usefixtures("printer")
def test_prints_of_earlier_editions_go_thirty_days_after_a_newer_one_is_whole(guide: Callable[..., PackText]) -> None:
    guide()
    earlier = print_edition(now=NOW)
    later = NOW + timedelta(days=90)
    guide(FIRST.replace("Words", "Other words") + "\nMore.\n", at=later)
    assert drop_old_prints(now=later) == 0, "the newer edition is not made yet"
    present = print_edition(now=later)
    assert {one.edition for one in present}.isdisjoint(one.edition for one in earlier)
    assert drop_old_prints(now=later + KEPT_FOR - timedelta(minutes=1)) == 0
    assert is_served(earlier[0])
    assert drop_old_prints(now=later + KEPT_FOR) == len(earlier)
    assert drop_old_prints(now=later + KEPT_FOR) == 0
    kept = {one.sha256 for one in present}
    for one in earlier:
        assert shelf.has(one.sha256) == (one.sha256 in kept)
    assert not is_served(earlier[0])
    assert all(is_served(one) for one in present)


@pytest.mark.usefixtures("printer")
def test_a_print_that_a_back_up_did_not_hold_is_made_anew(guide: Callable[..., PackText]) -> None:
    guide()
    lost = print_edition(now=NOW)[0]
    shelf.remove(lost.sha256)
    assert not is_served(lost)
    assert print_edition(now=NOW) == [lost]
    assert is_served(lost)


def is_served(file: PrintFile) -> bool:
    answer = Client().get(file.get_absolute_url())
    return answer.status_code == 200 and bool(b"".join(answer.streaming_content))  # type: ignore[attr-defined]


def words_of(form: str) -> str:
    pdf = pypdfium2.PdfDocument(made()[form])
    words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    return re.sub(r"\s+", " ", words.replace("￾", ""))


def _is_font(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font" and "/FontDescriptor" in one


def _marks_without_place(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the marks of the structure that lead to no drawing on a page of the document."""
    pages = {page.obj.objgen for page in pdf.pages}
    marks = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/K" in one]
    found = []
    for element in marks:
        kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        for kid in kids:
            if isinstance(kid, int) or (
                kid.get("/Type") == "/MCR" and (kid.Pg.objgen not in pages or "/Stm" not in kid)
            ):
                found.append(kid)
    return found
