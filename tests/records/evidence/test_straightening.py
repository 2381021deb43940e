"""A photographed slide is laid flat beside its photograph once a person says so, and its words are read better."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.straighten_photograph import NotAPhotograph, straighten_photograph
from dueregard.records.evidence.gateways.reading import ReadingOptions
from dueregard.records.evidence.models import CustodyLine, Document, Provenance
from dueregard.rules.documents.corners import Corners
from tests.builders_evidence import make_document, make_page, make_public_copy
from tests.people import Cast
from tests.records.evidence.photographs import FROM_THE_SIDE, LINES, fields_of, photograph, saved, slide
from tests.records.evidence.reading import read
from tests.sessions import sign_in

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
STEEP = Corners(((60, 300), (520, 60), (900, 560), (380, 930)))
WORDS = [word for line in LINES for word in line.split()]


def share_read(content: bytes, folder: Path) -> float:
    """Return how many of the slide's words are read, each as often as it stands there."""
    got = read(content, folder, name="seen.jpg", options=ReadingOptions(recognises_words=True)).text.split()
    hit = 0
    for word in WORDS:
        if word in got:
            got.remove(word)
            hit += 1
    return hit / len(WORDS)


def shot(cast: Cast, corners: Corners = FROM_THE_SIDE, **fields: Any) -> Document:
    """Keep a photograph of a slide for Northport, read without any words."""
    content = saved(photograph(slide(), corners))
    known = {"name": "IMG_0412.jpg", "media_type": "image/jpeg", "title": "Slide 7", **fields}
    document = make_document(cast.northport, content=content, **known)
    make_page(document, "")
    return document


@pytest.mark.django_db
@pytest.mark.parametrize("corners", [FROM_THE_SIDE, STEEP], ids=["from the side", "steep"])
def test_words_of_a_slide_are_read_better_once_it_is_straight(cast: Cast, corners: Corners, tmp_path: Path) -> None:
    """Nine in ten at least; of the steep photograph itself less than half."""
    document = shot(cast, corners)
    made, _ = straighten_photograph(photograph=document, corners=corners, shape="wide", by=cast.ben, now=NOW)
    before, after = (share_read(store.get(one.sha256), tmp_path) for one in (document, made))
    assert after >= 0.9
    assert after >= before
    if corners is STEEP:
        assert before < 0.5


@pytest.mark.django_db
def test_the_photograph_stays_as_it_was_and_the_log_says_what_was_made_of_it(cast: Cast) -> None:
    document = shot(cast)
    before = store.get(document.sha256)
    made, is_new = straighten_photograph(photograph=document, corners=FROM_THE_SIDE, shape="wide", by=cast.ben, now=NOW)
    again, is_again = straighten_photograph(
        photograph=document, corners=FROM_THE_SIDE, shape="wide", by=cast.ben, now=NOW
    )
    assert (is_new, is_again, again) == (True, False, made)
    document.refresh_from_db()
    assert store.get(document.sha256) == before
    assert (made.depth, made.root, made.group, made.reading) == (document.depth, document, document.group, "waiting")
    assert made.provenances.get().kind == Provenance.Kind.STRAIGHTENED
    said = {line.did: line.details for line in CustodyLine.objects.filter(did__contains="straightened")}
    assert said["was_straightened"]["made"] == made.sha256
    assert said["straightened"] == {
        "made_from": document.sha256, "corners": FROM_THE_SIDE.flat(), "shape": "wide",
    }  # fmt: skip
    assert CustodyLine.objects.filter(did__contains="straightened").count() == 2
    assert not Image.open(io.BytesIO(store.get(made.sha256))).getexif()


@pytest.mark.django_db
def test_nothing_is_kept_before_a_person_says_so(cast: Cast) -> None:
    document, client = shot(cast), sign_in(cast.ben)
    address = reverse("evidence:straighten", args=[document.pk])
    assert address in client.get(document.get_absolute_url()).content.decode()
    offered = client.get(address).content.decode()
    assert "We think that the slide is here" in offered
    assert re.search(r'name="top-left-across" value="1[23](\.\d)?"', offered)
    fields = fields_of(FROM_THE_SIDE)
    looked = client.post(address, {**fields, "look": "1"}).content.decode()
    flat = reverse("evidence:straightened", args=[document.pk, "wide", ",".join(map(str, FROM_THE_SIDE.flat()))])
    assert flat in looked
    with Image.open(io.BytesIO(client.get(flat).content)) as drawn:  # type: ignore[attr-defined]
        assert drawn.size == (800, 450)
    assert Document.objects.count() == 1
    kept = client.post(address, fields, follow=True)
    assert "Kept beside the photograph" in kept.content.decode()
    made = Document.objects.exclude(pk=document.pk).get()
    assert kept.redirect_chain[-1][0] == made.get_absolute_url()
    assert made.get_absolute_url() in client.get(document.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_corners_that_make_no_slide_are_said_and_stay_as_they_were_typed(cast: Cast) -> None:
    document, client = shot(cast), sign_in(cast.ben)
    crossed = fields_of(FROM_THE_SIDE) | {"top-left-across": "80", "top-right-across": "13"}
    said = client.post(reverse("evidence:straighten", args=[document.pk]), crossed)
    assert said.status_code == 422
    assert "changed places" in said.content.decode()
    assert 'name="top-left-across" value="80"' in said.content.decode()
    assert Document.objects.count() == 1


@pytest.mark.django_db
def test_where_no_slide_is_seen_a_person_puts_the_corners(cast: Cast) -> None:
    plain = io.BytesIO()
    Image.new("RGB", (300, 200), "#777").save(plain, "PNG")
    document = make_document(cast.northport, content=plain.getvalue(), name="grey.png", media_type="image/png")
    make_page(document, "")
    shown = sign_in(cast.ben).get(reverse("evidence:straighten", args=[document.pk])).content.decode()
    assert "We could not find a slide" in shown
    assert "straightened/wide" not in shown


@pytest.mark.django_db
def test_only_a_picture_of_ones_own_group_that_is_no_copy_is_straightened(cast: Cast, client: Client) -> None:
    document = shot(cast)
    words = make_document(cast.northport)
    copy = make_public_copy(document, "", name="copy.jpg")
    Document.objects.filter(pk=copy.pk).update(media_type="image/jpeg")
    for person, one in ((cast.ben, words), (cast.ben, copy), (cast.carys, document)):
        assert sign_in(person).get(reverse("evidence:straighten", args=[one.pk])).status_code == 404
    with pytest.raises(NotAPhotograph):
        straighten_photograph(photograph=words, corners=FROM_THE_SIDE, shape="wide", by=cast.ben, now=NOW)
