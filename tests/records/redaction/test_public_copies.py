"""A public copy is made from pixels, searched, let out by a second person, can be withdrawn; originals stay private."""

import io
import math
import struct
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.search.models import Changed
from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.models import CustodyLine, Document
from dueregard.records.history.models import Entry
from dueregard.records.redaction.actions import make_copy as making
from dueregard.records.redaction.actions.make_copy import CLAIM, make_copy, sweep_copies
from dueregard.records.redaction.actions.prepare_copy import (
    CopyInTheWorks,
    NotInTheMaking,
    NotRead,
    drop_copy,
    prepare_copy,
)
from dueregard.records.redaction.actions.publish_copy import (
    AnotherCopy,
    NotASecondPerson,
    NotReady,
    NotSeen,
    publish_copy,
    withdraw_copy,
)
from dueregard.records.redaction.actions.set_marks import (
    NoOriginal,
    NothingToMark,
    mark_areas,
    mark_span,
    mark_words,
    remove_mark,
)
from dueregard.records.redaction.gateways.copying.sound import heard
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.documents.page_words import words_from_bytes
from dueregard.rules.documents.reading import CouldNotRead, Reason
from dueregard.rules.redaction.forms import Form, NotPublishable
from dueregard.rules.redaction.marks import must_be_gone
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, make_pdf_document, pdf_of
from tests.builders_redaction import clock, copied, marks_of, published, ready
from tests.hidden_files import old_workbook
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive

TEXT = "Robin Sample wrote the plan. The risk in our schools is low."
OTHER = "Robin Sample signed it. The board read it in March."
State = PublicCopy.State


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Return a PDF of two pages, read."""
    return make_pdf_document(
        cast.northport, TEXT, OTHER, name="Robin Sample.pdf", body=make_body(), labels={"case": ["7"]}
    )


def test_a_copy_goes_from_marks_to_the_public_through_two_people(cast: Cast, plan: Document) -> None:
    asked = copied(plan, by=cast.asha, words=["Robin Sample"], title="The plan")
    assert (asked.state, asked.faults, asked.copy is not None) == (State.READY, [], True)
    copy = asked.copy
    assert copy is not None
    assert not documents_for(None).exists()
    publish_copy(asked=asked, sha256=copy.sha256, seen=2, to_be_seen=2, by=cast.ben, now=NOW)
    assert list(documents_for(None)) == [copy]
    assert set(copy.pages.values_list("source", flat=True)) == {"text"}, "its words are not recognised twice"
    text = " ".join(copy.pages.values_list("text", flat=True))
    assert "The risk in our schools is low" in " ".join(text.split())
    assert "Robin" not in text
    copy.refresh_from_db()
    assert (copy.name, copy.title, copy.copy_of, copy.group, copy.body) == (
        "the-plan.pdf", "The plan", plan, plan.group, plan.body,
    )  # fmt: skip
    assert list(copy.label_rows.values_list("facet", "word")) == [("case", "7")]
    plan.refresh_from_db()
    assert not plan.is_public
    assert_custody_ties(plan, copy)


def assert_custody_ties(plan: Document, copy: Document) -> None:
    """The log ties a copy to its original with a reason for each mark, and holds no word of what was taken out."""
    line = CustodyLine.objects.get(did="copied_for_public")
    assert (line.document, line.details["commitment"]) == (copy, copy.commitment)
    assert [(mark["reason"], mark["kind"]) for mark in line.details["marks"]] == [("person", "words")]
    assert "Robin" not in str(line.details)
    assert list(CustodyLine.objects.filter(document=copy).values_list("did", flat=True))[-1] == "published"
    assert not Act.objects.filter(details__icontains="Robin").exists()


def test_a_copy_is_told_to_the_index_and_the_bodys_history_and_taken_back_from_both(cast: Cast, plan: Document) -> None:
    asked = published(plan, prepared_by=cast.asha, by=cast.ben, words=["Robin Sample"])
    assert asked.copy is not None
    entry = Entry.objects.get(part="evidence", kind="published")
    assert (entry.is_public, entry.public_path) == (True, asked.copy.get_absolute_url())
    Changed.objects.all().delete()
    withdraw_copy(asked=asked, why="A name was missed", by=cast.asha, now=NOW)
    assert not Entry.objects.filter(part="evidence", kind="published").exists()
    assert Changed.objects.filter(key=str(asked.copy.pk)).exists()
    assert not documents_for(None).exists()
    assert CustodyLine.objects.filter(did="withdrawn", document=asked.copy).count() == 1
    with pytest.raises(NotReady):
        withdraw_copy(asked=asked, why="Again", by=cast.asha, now=NOW)


def test_only_a_second_person_of_the_group_lets_a_copy_out(cast: Cast, plan: Document) -> None:
    asked = ready(plan, by=cast.asha, words=["Robin Sample"])
    assert asked.copy is not None
    for person in (cast.asha, cast.dana, cast.carys):
        with pytest.raises(NotASecondPerson):
            publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=person, now=NOW)
    with pytest.raises(NotSeen):
        publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=1, by=cast.ben, now=NOW)
    with pytest.raises(AnotherCopy):
        publish_copy(asked=asked, sha256="0" * 64, seen=0, to_be_seen=0, by=cast.ben, now=NOW)
    assert not Document.objects.filter(is_public=True).exists()


def test_whoever_set_a_mark_is_no_second_person(cast: Cast, plan: Document) -> None:
    mark_words(document=plan, phrases=["Robin Sample"], reason="person", by=cast.ben, now=NOW)
    asked = ready(plan, by=cast.asha)
    assert asked.copy is not None
    with pytest.raises(NotASecondPerson, match="You set marks"):
        publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.ben, now=NOW)


def test_a_newer_copy_takes_the_place_of_the_one_before(cast: Cast, plan: Document) -> None:
    first = published(plan, prepared_by=cast.asha, by=cast.ben, words=["Robin Sample"])
    second = published(plan, prepared_by=cast.asha, by=cast.ben, words=["March"])
    first.refresh_from_db()
    assert (first.state, second.state) == (State.WITHDRAWN, State.PUBLISHED)
    assert list(documents_for(None)) == [second.copy]


def test_a_word_under_a_rectangle_that_stands_elsewhere_stops_the_copy_until_somebody_says_it_may_stay(
    cast: Cast, plan: Document
) -> None:
    page = plan.pages.get(number=1)
    words = words_from_bytes(store.get(page.words))
    name = [word for word in words if word.text in {"Robin", "Sample"}]
    box = (name[0].left, name[0].top, name[-1].right, name[-1].bottom)
    (mark,) = mark_areas(
        page=page, boxes=[box], reason="person", words=words, is_only_here=False, by=cast.asha, now=NOW
    )
    assert mark.words == "Robin Sample"
    refused = copied(plan, by=cast.asha)
    assert (refused.state, refused.copy) == (State.REFUSED, None)
    assert {(one["words"], one["where"]) for one in refused.faults} >= {
        ("Robin", "the text of page 2"), ("Sample", "the picture of page 2"),
    }  # fmt: skip
    remove_mark(mark=mark, by=cast.asha, now=NOW)
    mark_areas(page=page, boxes=[box], reason="person", words=words, is_only_here=True, by=cast.asha, now=NOW)
    assert must_be_gone(one.value() for one in plan.marks.all()) == []


def test_while_a_copy_is_in_the_works_marks_stay_as_they_are(cast: Cast, plan: Document) -> None:
    (mark,) = mark_words(document=plan, phrases=["Robin"], reason="person", by=cast.asha, now=NOW)
    asked = prepare_copy(document=plan, seen=marks_of(plan), form=Form.PAGES, title="", by=cast.asha, now=NOW)
    with pytest.raises(CopyInTheWorks):
        remove_mark(mark=mark, by=cast.asha, now=NOW)
    with pytest.raises(CopyInTheWorks):
        prepare_copy(document=plan, seen=marks_of(plan), form=Form.PAGES, title="", by=cast.asha, now=NOW)
    drop_copy(asked=asked, by=cast.asha, now=NOW)
    with pytest.raises(NotInTheMaking):
        drop_copy(asked=asked, by=cast.asha, now=NOW)
    remove_mark(mark=mark, by=cast.asha, now=NOW)
    make_copy(pk=asked.pk, worker="tests", clock=clock)
    asked.refresh_from_db()
    assert asked.state == State.DROPPED


def test_what_cannot_be_copied_is_refused_with_its_reason(cast: Cast, plan: Document) -> None:
    asked = ready(plan, by=cast.asha)
    assert asked.copy is not None
    drop_copy(asked=asked, by=cast.asha, now=NOW)
    with pytest.raises(NoOriginal):
        prepare_copy(document=asked.copy, seen=marks_of(asked.copy), form=Form.PAGES, title="", by=cast.asha, now=NOW)
    with pytest.raises(NotPublishable):
        prepare_copy(document=plan, seen=marks_of(plan), form=Form.PICTURE, title="", by=cast.asha, now=NOW)
    with pytest.raises(NothingToMark):
        mark_words(document=plan, phrases=[" … "], reason="person", by=cast.asha, now=NOW)
    unread = receive(cast.northport, pdf_of("Another"), name="another.pdf")
    with pytest.raises(NotRead):
        prepare_copy(document=unread, seen=marks_of(unread), form=Form.PAGES, title="", by=cast.asha, now=NOW)


def test_a_making_that_broke_ends_with_its_reason_and_a_dead_worker_is_followed_by_another(
    cast: Cast, plan: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*arguments: object, **named: object) -> None:
        raise CouldNotRead(Reason.TOO_LONG)

    asked = prepare_copy(document=plan, seen=marks_of(plan), form=Form.PAGES, title="", by=cast.asha, now=NOW)
    PublicCopy.objects.filter(pk=asked.pk).update(state=State.MAKING, attempts=1, claimed_until=NOW)
    assert sweep_copies(now=NOW) == 1
    with monkeypatch.context() as patched:
        patched.setattr(making, "remake", breaks)
        make_copy(pk=asked.pk, worker="tests", clock=clock)
    asked.refresh_from_db()
    assert (asked.state, asked.reason, asked.attempts) == (State.FAILED, "too_long", 2)
    again = prepare_copy(document=plan, seen=marks_of(plan), form=Form.PAGES, title="", by=cast.asha, now=NOW)
    PublicCopy.objects.filter(pk=again.pk).update(state=State.MAKING, attempts=3, claimed_until=NOW)
    assert sweep_copies(now=NOW + CLAIM) == 1
    again.refresh_from_db()
    assert (again.state, again.reason) == (State.FAILED, "crashed")


def test_a_photograph_becomes_new_pixels_without_its_details(cast: Cast) -> None:
    from_camera = Image.new("RGB", (300, 200), "white")
    exif = Image.Exif()
    exif[0x0110] = "Camera of Robin"
    exif[0x0112] = 6  # lies on its side
    photo = make_document(cast.northport, content=jpeg(from_camera, exif), name="photo.jpg", media_type="image/jpeg")
    page = make_page(photo, "", width=100.0, height=150.0)
    box = (0.0, 0.0, 50.0, 75.0)
    mark_areas(page=page, boxes=[box], reason="child", words=[], is_only_here=True, by=cast.asha, now=NOW)
    asked = copied(photo, by=cast.asha)
    assert asked.copy is not None
    with store.open_file(asked.copy.sha256) as file, Image.open(file) as copy:
        assert (copy.size, copy.format, dict(copy.getexif())) == ((200, 300), "JPEG", {})
        assert copy.convert("L").getpixel((50, 140)) < 40
        assert copy.convert("L").getpixel((150, 250)) > 200


def jpeg(picture: Image.Image, exif: Image.Exif) -> bytes:
    """Return a picture as a camera would give it."""
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_workbook_is_drawn_as_pages_or_becomes_a_table_of_the_cells_that_can_be_seen(cast: Cast) -> None:
    book = read(receive(cast.northport, old_workbook(), name="book"))
    mark_words(document=book, phrases=["Marigold"], reason="person", by=cast.asha, now=NOW)
    for form in (Form.PAGES, Form.TABLE):
        asked = prepare_copy(document=book, seen=marks_of(book), form=form, title="", by=cast.asha, now=NOW)
        make_copy(pk=asked.pk, worker="tests", clock=clock)
        asked.refresh_from_db()
        assert asked.faults == []
        assert asked.copy is not None
        content = store.get(asked.copy.sha256)
        said = by_pdfium(content) if form is Form.PAGES else content.decode()
        assert [word in said for word in ("Row 1", "Row 3", "Referrals", "Marigold")] == [True, False, False, False]
        drop_copy(asked=asked, by=cast.asha, now=NOW)


def test_a_text_in_rtf_is_drawn_without_what_it_hides(cast: Cast) -> None:
    content = rb"{\rtf1{\info{\author Marigold}}Robin Sample says the risk is low.{\v Marigold}\par}"
    letter = read(receive(cast.northport, content, name="letter.rtf"))
    asked = copied(letter, by=cast.asha, words=["Robin Sample"])
    assert (asked.state, asked.faults) == (State.READY, [])
    assert asked.copy is not None
    said = by_pdfium(store.get(asked.copy.sha256))
    assert [word in said for word in ("the risk is low", "Robin", "Marigold")] == [True, False, False]


def by_pdfium(content: bytes) -> str:
    """Read the words of a PDF."""
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return text


def test_a_stretch_of_sound_is_silent_in_the_copy_and_its_tags_are_gone(cast: Cast, tmp_path: Path) -> None:
    recording = make_document(cast.northport, content=tone(), name="talk.wav", media_type="audio/wav")
    mark_span(document=recording, start_ms=1000, end_ms=2000, words="", reason="person", by=cast.asha, now=NOW)
    asked = prepare_copy(document=recording, seen=marks_of(recording), form=Form.SOUND, title="", by=cast.asha, now=NOW)
    make_copy(pk=asked.pk, worker="tests", clock=clock)
    asked.refresh_from_db()
    assert (asked.state, asked.faults) == (State.READY, [])
    assert asked.copy is not None
    (tmp_path / "copy.mp3").write_bytes(store.get(asked.copy.sha256))
    assert heard(tmp_path / "copy.mp3", [(1000, 2000)]) == []
    assert heard(tmp_path / "copy.mp3", [(100, 600), (2400, 2900)]) != []
    assert b"Marigold" not in store.get(asked.copy.sha256)


def tone() -> bytes:
    """Return three seconds of a tone as WAV, with a name in its remarks."""
    samples = b"".join(round(9000 * math.sin(at / 6)).to_bytes(2, "little", signed=True) for at in range(3 * 16_000))
    head = b"fmt " + (16).to_bytes(4, "little") + struct.pack("<HHIIHH", 1, 1, 16_000, 32_000, 2, 16)
    said = b"INFOIART" + (8).to_bytes(4, "little") + b"Marigold"
    body = (
        head + b"LIST" + len(said).to_bytes(4, "little") + said + b"data" + len(samples).to_bytes(4, "little") + samples
    )
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WAVE" + body


def test_a_title_that_names_what_was_taken_out_refuses_the_copy(cast: Cast, plan: Document) -> None:
    asked = copied(plan, by=cast.asha, words=["Robin Sample"], title="The plan of robin sample")
    assert (asked.state, asked.copy) == (State.REFUSED, None)
    assert [one["where"] for one in asked.faults] == ["the title of the copy contains words to be blacked out"]
