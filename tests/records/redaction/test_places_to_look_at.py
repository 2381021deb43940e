"""What may be a marked name is shown with its picture, and no copy is ready before a person has said what it is."""

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Document, Page
from dueregard.records.redaction.actions.publish_copy import NotASecondPerson, publish_copy
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.gateways.copying.drawing import Drawn
from dueregard.records.redaction.gateways.copying.recognising import SCATTERED, recognised
from dueregard.records.redaction.gateways.copying.unread import unread_on
from dueregard.records.redaction.models import Look, PublicCopy
from dueregard.records.redaction.queries.near_places import near_lines, places_to_look_at
from dueregard.rules.redaction.marks import MarkKind, Rectangle
from tests.audiences import MEMBERS, assert_only
from tests.builders_evidence import make_document, make_page, make_pdf_document, pdf_of
from tests.builders_redaction import copied
from tests.made_scans import made_scan
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive

State = PublicCopy.State
SignedIn = Callable[[Person], Client]
TEXT = "Robin Sample wrote the plan. Later R. Sample signed, and Sample spoke. The simple risk is low."


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Return a PDF that names a person in several ways."""
    return make_pdf_document(cast.northport, TEXT)


def url(name: str, document: Document) -> str:
    """Return an address of the way to the public."""
    return reverse(f"redaction:{name}", args=[document.pk])


def ticks(html: str) -> dict[str, str]:
    """Return what each tick of the page says, by the words that were read there."""
    found = re.findall(r'name="place" value="([^"]+)".*?We read “([^”]+)”', html, re.DOTALL)
    return {unescape(said): unescape(value) for value, said in found}


def test_only_its_group_looks_at_places(cast: Cast, plan: Document) -> None:
    assert_only(url("look_at_places", plan), MEMBERS, cast)
    assert_only(url("look_at_places", plan), MEMBERS, cast, "post", {"say": "something-else", "words": "Robin Sample"})


def test_whoever_looks_for_a_name_is_shown_where_it_nearly_stands_with_a_picture(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    html = signed_in(cast.asha).get(url("find_words", plan), {"words": "Robin Sample"}).content.decode()
    assert "appears once" in html
    assert set(ticks(html)) == {"R. Sample", "Sample", "simple"}
    assert html.count('<svg class="crop"') == 3
    assert "checked" not in html.split('id="near"')[1]
    assert not plan.marks.exists(), "nothing is marked by itself"


def test_ticked_places_are_blacked_out_or_noted_as_something_else(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    client = signed_in(cast.asha)
    places = ticks(client.get(url("find_words", plan), {"words": "Robin Sample"}).content.decode())
    named = [places["R. Sample"], places["Sample"]]
    given = {"words": "Robin Sample", "reason": "person", "say": "black-out", "place": named}
    answer = client.post(url("look_at_places", plan), given, follow=True).content.decode()
    assert set(ticks(answer)) == {"simple"}
    assert sorted(plan.marks.values_list("kind", flat=True)) == [MarkKind.AREA, MarkKind.AREA, MarkKind.WORDS]
    given = {"words": "Robin Sample", "say": "something-else", "place": [places["simple"]]}
    assert (
        "may be “Robin Sample” too" not in client.post(url("look_at_places", plan), given, follow=True).content.decode()
    )
    assert Look.objects.get().phrase == "Robin Sample"
    assert not Act.objects.filter(details__icontains="sample").exists()
    assert not near_lines(plan, "Robin Sample").count
    assert near_lines(plan, "Semple").count, "for another name it is asked anew"


@pytest.mark.parametrize("given", [{"place": ["{}"]}, {"place": []}, {"say": "perhaps"}])
def test_a_tick_that_the_page_did_not_show_changes_nothing(
    cast: Cast, plan: Document, signed_in: SignedIn, given: dict[str, object]
) -> None:
    asked = {"words": "Robin Sample", "say": "something-else", **given}
    answer = signed_in(cast.asha).post(url("look_at_places", plan), asked, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert not Look.objects.exists()
    assert not plan.marks.exists()


def test_a_copy_waits_until_each_near_place_was_looked_at(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    asked = copied(plan, by=cast.asha, words=["Robin Sample"])
    assert (asked.state, asked.copy) == (State.REFUSED, None)
    client = signed_in(cast.ben)
    assert "3 places may name a person" in client.get(url("publication", plan)).content.decode()
    places = ticks(client.get(url("look_at_places", plan)).content.decode())
    assert set(places) == {"R. Sample", "Sample", "simple"}
    named = {"reason": "person", "say": "black-out", "place": [places["R. Sample"], places["Sample"]]}
    client.post(url("look_at_places", plan), named)
    answer = client.post(
        url("look_at_places", plan), {"say": "something-else", "place": [places["simple"]]}, follow=True
    )
    assert "Nothing left to look at" in answer.content.decode()
    asked = copied(plan, by=cast.asha)
    assert (asked.state, asked.faults) == (State.READY, [])
    assert asked.copy is not None
    text = " ".join(asked.copy.pages.values_list("text", flat=True))
    assert "simple risk is low" in " ".join(text.split())
    assert "Sample" not in text
    with pytest.raises(NotASecondPerson):  # who said what may stay had a hand in it
        publish_copy(asked=asked, sha256=asked.copy.sha256, seen=9, to_be_seen=9, by=cast.ben, now=NOW)


def test_a_text_without_pictures_is_asked_by_its_words(cast: Cast, signed_in: SignedIn) -> None:
    notes = make_document(cast.northport, content=TEXT.encode(), name="notes.txt", media_type="text/plain")
    make_page(notes, TEXT)
    assert copied(notes, by=cast.asha, words=["Robin Sample"]).state == State.REFUSED
    client = signed_in(cast.asha)
    places = ticks(client.get(url("look_at_places", notes)).content.decode())
    assert "simple" in " ".join(places)
    for said, value in places.items():
        say = {"say": "something-else"} if "simple" in said else {"say": "black-out", "reason": "person"}
        client.post(url("look_at_places", notes), {**say, "place": [value]})
    assert not places_to_look_at(notes).count
    asked = copied(notes, by=cast.asha)
    assert (asked.state, asked.faults) == (State.READY, [])


def test_lines_of_a_scan_that_were_not_read_are_looked_at(cast: Cast) -> None:
    picture = Image.new("L", (1240, 600), 255)
    with Image.open(io.BytesIO(made_scan(2, "fine", "list").picture)) as scan:
        picture.paste(scan.crop((100, 140, 1240, 420)), (60, 40))
        scribble = scan.crop((100, 140, 800, 190)).rotate(45, expand=True, fillcolor=255).resize((700, 60))
        picture.paste(scribble, (100, 450))
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(200, 200))
    document = receive(cast.northport, kept.getvalue(), name="scan.png")
    read(document)
    asked = copied(document, by=cast.asha)
    assert asked.state == State.REFUSED
    page = document.pages.get()
    at = 450 * (page.height or 0) / 600
    assert any(one.crop and one.crop.top / 100 >= at - 20 for one in places_to_look_at(document).lines)


def test_on_paper_of_dots_what_is_covered_makes_no_line_that_was_not_read(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(made_scan(34, "dithered", "list").picture)) as scan:
        drawn = Drawn(scan.convert("RGB"), 200 / 72)
    assert drawn.is_dotted
    drawn.cover([Rectangle(0, top, 595, top + 30, "") for top in range(30, 500, 32)], {})
    assert drawn.is_dotted, "it is told by the page as it was"
    assert not [one for one in unread_on(1, drawn, []) if one.bottom - one.top > 100]
    drawn.keep_for_reading(tmp_path / "reading.png")
    words = recognised(tmp_path / "reading.png", scale=1.0, languages=["eng"], layout=SCATTERED)
    assert not [word.text for word in words if len(word.text) > 3], "no letters are read in the grain"


@pytest.mark.parametrize("turn", [90, 270])
def test_the_copy_of_a_turned_scan_stands_upright_with_readable_text(cast: Cast, turn: int) -> None:
    drawn = pypdfium2.PdfDocument(pdf_of("The panel met again before the summer.\n\n" * 12))[0].render(scale=200 / 72)
    kept = io.BytesIO()
    drawn.to_pil().convert("L").rotate(turn, expand=True).save(kept, "PDF", resolution=200)
    document = receive(cast.northport, kept.getvalue(), name="scan.pdf")
    read(document)
    page: Page = document.pages.get()
    assert (page.width or 0) > (page.height or 0), "it came lying on its side"
    mark_words(document=document, phrases=["summer"], reason="person", by=cast.asha, now=NOW)
    asked = copied(document, by=cast.asha)
    assert (asked.state, asked.faults) == (State.READY, [])
    assert asked.copy is not None
    upright = asked.copy.pages.get()
    assert (upright.width or 0) < (upright.height or 0)
    assert "The panel met again before the" in " ".join(upright.text.split())
    assert "summer" not in upright.text
    assert store.get(asked.copy.sha256)
