"""A drawn document is published from its drawing alone; without one not at all; copies of before get a second look."""

from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions import draw_document
from dueregard.records.evidence.actions.check_fixity import check_fixity
from dueregard.records.evidence.actions.draw_document import sweep_drawings
from dueregard.records.evidence.gateways import drawn
from dueregard.records.evidence.gateways.drawing import NotDrawn
from dueregard.records.evidence.models import CustodyLine, Document, Reading
from dueregard.records.redaction.actions.look_again import look_again
from dueregard.records.redaction.actions.make_copy import make_copy
from dueregard.records.redaction.actions.prepare_copy import drop_copy, prepare_copy
from dueregard.records.redaction.actions.publish_copy import MadeTheOldWay, publish_copy
from dueregard.records.redaction.actions.set_marks import mark_areas, mark_words
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.forms_of import forms_of
from dueregard.records.redaction.queries.second_look import old_copies, second_look_page
from dueregard.rules.documents.page_words import words_from_bytes
from dueregard.rules.redaction.forms import Form, NotPublishable
from tests import ways_to_hide
from tests.builders_evidence import make_document, make_hidden, make_page
from tests.builders_redaction import marks_of
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive
from tests.records.redaction.test_public_copies import by_pdfium
from tests.ways_to_hide import AFTER, NAME, SHOWN, UNSEEN

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLACK = ways_to_hide.workbook_in_colours(UNSEEN["black on black"], by="direct")


def copied_now(document: Document, cast: Cast, form: Form = Form.PAGES) -> PublicCopy:
    """Have a copy made and read, as late as it is now."""
    asked = prepare_copy(
        document=document, seen=marks_of(document), form=form, title="", by=cast.asha, now=timezone.now()
    )
    make_copy(pk=asked.pk, worker="tests", clock=timezone.now)
    asked.refresh_from_db()
    return asked


def test_the_copy_of_a_workbook_with_a_black_cell_does_not_have_the_name_and_the_gate_lists_it(cast: Cast) -> None:
    book = read(receive(cast.northport, BLACK, name="reply.xlsx"))
    assert (book.reading, book.drawn_by.split()[0]) == (Reading.READ, "LibreOffice")
    assert NAME in " ".join(book.hidden_data.values_list("sample", flat=True))
    pages, table = copied_now(book, cast), None
    assert pages.copy is not None
    said = by_pdfium(store.get(pages.copy.sha256))
    assert [words in " ".join(said.split()) for words in (SHOWN, AFTER, "Tansy")] == [True, True, False]
    drop_copy(asked=pages, by=cast.asha, now=timezone.now())
    table = copied_now(book, cast, Form.TABLE)
    assert table.copy is not None
    assert store.get(table.copy.sha256).decode().splitlines()[1] == f"{SHOWN},12,"


def test_letters_too_small_to_read_leave_no_trace_in_the_copy(cast: Cast) -> None:
    letter = read(receive(cast.northport, ways_to_hide.tiny_letter(2), name="letter.docx"))
    asked = copied_now(letter, cast)
    assert asked.copy is not None
    dots = [row for row in by_rows(store.get(asked.copy.sha256)) if row]
    assert len(dots) == 2, "two lines of words, and nothing between them"


def by_rows(content: bytes) -> list[bool]:
    """Tell for each stretch of rows of the first page whether there is ink."""
    pdf = pypdfium2.PdfDocument(content)
    picture = pdf[0].render(scale=2).to_pil().convert("L")
    pdf.close()
    inked = [min(picture.crop((0, row, picture.width, row + 1)).tobytes()) < 128 for row in range(picture.height)]
    return [has for place, has in enumerate(inked) if place == 0 or has != inked[place - 1]]


def test_a_rectangle_on_the_drawing_covers_what_lies_there_in_the_copy(cast: Cast) -> None:
    letter = read(receive(cast.northport, ways_to_hide.letter(lambda text: None), name="letter.docx"))
    page = letter.pages.get(number=1)
    words = words_from_bytes(store.get(page.words))
    word = next(word for word in words if word.text == "council")
    mark_areas(
        page=page, boxes=[(word.left, word.top, word.right, word.bottom)], reason="person", words=words,
        is_only_here=True, by=cast.asha, now=timezone.now(),
    )  # fmt: skip
    asked = copied_now(letter, cast)
    assert asked.copy is not None
    said = by_pdfium(store.get(asked.copy.sha256))
    assert ("council" in said, "answered" in said) == (False, True)


def test_a_page_of_a_drawn_document_has_its_picture(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    book = read(receive(cast.northport, BLACK, name="reply.xlsx"))
    client = signed_in(cast.asha)
    page = client.get(f"{book.get_absolute_url()}pages/1/").content.decode()
    assert f"{book.get_absolute_url()}pages/1/picture/" in page
    assert client.get(f"{book.get_absolute_url()}pages/1/picture/")["Content-Type"] == "image/webp"
    assert Client().get(f"{book.get_absolute_url()}pages/1/picture/").status_code == 404


@pytest.mark.parametrize(
    ("reason", "says"),
    [("no_program", "LibreOffice is not installed"), ("too_slow", "took too long"), ("?", "pages cannot be drawn")],
)
def test_without_a_drawing_a_file_is_read_from_its_words_and_cannot_be_published(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, reason: str, says: str
) -> None:
    def breaks(*arguments: object, **named: object) -> None:
        raise NotDrawn(reason)

    monkeypatch.setattr(drawn.drawing, "draw", breaks)
    letter = read(receive(cast.northport, ways_to_hide.letter(lambda text: None), name="letter.docx"))
    assert SHOWN in letter.pages.get(number=1).text
    forms, why_not = forms_of(letter)
    assert forms == ()
    assert says in why_not
    with pytest.raises(NotPublishable, match=says):
        prepare_copy(document=letter, seen=marks_of(letter), form=Form.PAGES, title="", by=cast.asha, now=NOW)


def test_what_nobody_can_judge_is_not_published(cast: Cast) -> None:
    letter = read(receive(cast.northport, ways_to_hide.letter(lambda text: None), name="letter.docx"))
    make_hidden(letter, channel="not_judged", where="page 1")
    assert forms_of(letter)[0] == ()
    assert "cannot tell which words can be seen" in forms_of(letter)[1]


def read_before(cast: Cast) -> Document:
    """Return a workbook that was read, and published, before there were drawings."""
    book = make_document(cast.northport, content=BLACK, name="reply.xlsx", media_type="")
    book.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book.save()
    make_page(book, f"School\tOfficer\n{SHOWN}\t{NAME}")
    return book


def published_before(book: Document, cast: Cast) -> PublicCopy:
    """Return the copy that was set from its words, with the name in it."""
    copy = make_document(book.group, name="public-copy.pdf", copy_of=book, is_public=True)
    make_page(copy, f"{SHOWN} {NAME}")
    return PublicCopy.objects.create(
        document=book, copy=copy, form=Form.SET.value, state=PublicCopy.State.PUBLISHED, prepared_by=cast.asha,
        prepared_at=NOW, made_at=NOW, decided_by=cast.ben, decided_at=NOW,
    )  # fmt: skip


def test_what_was_read_before_is_drawn_by_the_sweep_once(cast: Cast) -> None:
    book = read_before(cast)
    mark_words(document=book, phrases=[NAME], reason="person", page=1, by=cast.asha, now=NOW)
    assert sweep_drawings(now=timezone.now()) == 1
    assert sweep_drawings(now=timezone.now()) == 0
    read(book)
    assert book.drawing
    assert NAME not in book.pages.get(number=1).text
    assert sweep_drawings(now=timezone.now()) == 0
    (mark,) = [mark.value() for mark in book.marks.all()]
    assert (mark.page, mark.is_only_here) == (None, False), "its pages are others now"


def test_nothing_is_given_out_where_nothing_can_draw(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    read_before(cast)
    monkeypatch.setattr(draw_document, "can_draw", lambda: False)
    assert sweep_drawings(now=timezone.now()) == 0


def test_a_drawing_that_is_missing_is_made_again_and_one_that_is_there_is_not(cast: Cast) -> None:
    book = read(receive(cast.northport, BLACK, name="reply.xlsx"))
    first = (book.drawing, book.drawn_at)
    draw_document.read_anew(pk=book.pk, now=timezone.now())
    read(book)
    assert (book.drawing, book.drawn_at) == first
    Document.objects.filter(pk=book.pk).update(drawing="0" * 64, checked_at=None)
    check_fixity(most_bytes=10**9, now=timezone.now())
    assert sweep_drawings(now=timezone.now()) == 1
    read(book)
    assert store.has(book.drawing)


def test_a_copy_of_before_stays_public_and_is_listed_with_the_words_that_nobody_sees_until_somebody_looked(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    book = read_before(cast)
    asked = published_before(book, cast)
    assert [line.words for line in second_look_page(cast.ben)] == [""]
    sweep_drawings(now=timezone.now())
    read(book)
    assert [line.words for line in second_look_page(cast.ben)] == [NAME]
    asked.refresh_from_db()
    assert asked.state == PublicCopy.State.PUBLISHED
    assert not old_copies(cast.carys).exists(), "another group learns nothing of it"
    page = signed_in(cast.asha).get("/desk/documents/second-look/").content.decode()
    assert "shows hidden words" in page
    assert NAME in page
    assert "Look at a public copy again" in signed_in(cast.asha).get("/desk/").content.decode()
    look_again(asked=asked, by=cast.asha, now=timezone.now())
    look_again(asked=asked, by=cast.asha, now=timezone.now())
    assert second_look_page(cast.asha) == ()
    assert CustodyLine.objects.filter(did="looked_at_again").count() == 1


def test_a_copy_of_before_that_waits_for_its_second_person_cannot_be_let_out(cast: Cast) -> None:
    book = read_before(cast)
    asked = published_before(book, cast)
    assert asked.copy is not None
    asked.copy.is_public = False
    asked.copy.save()
    PublicCopy.objects.update(state=PublicCopy.State.READY)
    with pytest.raises(MadeTheOldWay):
        publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.ben, now=NOW)


def test_a_new_copy_is_no_old_one(cast: Cast) -> None:
    book = read(receive(cast.northport, BLACK, name="reply.xlsx"))
    asked = copied_now(book, cast)
    PublicCopy.objects.filter(pk=asked.pk).update(state=PublicCopy.State.PUBLISHED)
    assert not old_copies(cast.asha).exists()
    Document.objects.filter(pk=book.pk).update(drawn_at=timezone.now() + timedelta(days=1))
    assert old_copies(cast.asha).exists()
