"""A session is put on record after the advice was read; its sentences lead to their slide or second."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.training.actions.add_material import add_material
from dueregard.parts.training.actions.quote_statement import NoSuchPage, look_for_words_again
from dueregard.parts.training.models import Material, Session, Statement
from dueregard.records.evidence.models import Citation, Document, Reading
from dueregard.records.history.queries import history_of
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, sound_of
from tests.parts.training.builders import (
    HELD,
    NOW,
    SLIDE,
    quote,
    record,
    recording,
    slides,
    transcribe,
)
from tests.people import Cast
from tests.records.evidence.photographs import FROM_THE_SIDE, LINES, fields_of, photograph, saved, slide
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def _typed(cast: Cast, **changed: object) -> dict[str, object]:
    return {
        "group": cast.northport.pk, "title": "Prevent for “staff” & governors", "form": "room", "course": "",
        "body": "", "provider": "Northport City Council", "given_to": "All staff", "held_on": HELD.isoformat(),
        "minutes": "90", "paid_by": "", "notes": "Nobody asked a question.", "has_read": "on", **changed,
    }  # fmt: skip


def test_a_session_is_put_on_record_privately_and_is_in_the_history_of_its_body(cast: Cast) -> None:
    body = make_body("University of Northport")
    client = sign_in(cast.ben)
    client.post("/desk/training/new/", _typed(cast, body="University of Northport"))
    session = Session.objects.get()
    page = client.get(session.get_absolute_url()).content.decode()
    assert "1 hour 30 minutes" in page
    assert "Nobody asked a question." in page
    (line,) = history_of(body, cast.ben)
    assert line.says.startswith("Training on record: Prevent for “staff” & governors.")
    assert line.at.date() == HELD
    assert history_of(body, None) == []
    assert "What staff were told in training" in client.get(body.get_absolute_url()).content.decode()
    assert "What staff were told in training" not in sign_in(cast.carys).get(body.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"has_read": ""}, "Read the advice first"),
        ({"held_on": "2126-01-01"}, "in the future"),
        ({"body": "A body that nobody knows"}, "We do not have a body with that name"),
        ({"provider": ""}, "required"),
        ({"minutes": "-5"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, changed: dict[str, object], says: str) -> None:
    answer = sign_in(cast.asha).post("/desk/training/new/", _typed(cast, **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Nobody asked a question." in page
    assert not Session.objects.exists()


def test_a_body_that_had_closed_on_that_day_is_refused_with_who_took_over(cast: Cast) -> None:
    old, new = make_body("Old College", closed_on=HELD - timedelta(days=40)), make_body("New College")
    old.followed_by.create(to_body=new)
    said = sign_in(cast.asha).post("/desk/training/new/", _typed(cast, body="Old College"))
    assert said.status_code == 422
    assert "New College took over from it. Choose the body that existed on that day." in said.content.decode()


def test_a_quoted_sentence_leads_to_its_words_on_the_slide(cast: Cast) -> None:
    session = record(cast)
    document = slides(cast, session)
    client = sign_in(cast.asha)
    where = f"{session.get_absolute_url()}quote/"
    typed = {"quote": "“asking questions about foreign policy”", "document": str(document.pk), "place": "", "claim": ""}
    client.post(where, typed)
    statement = Statement.objects.get()
    assert statement.quote == "asking questions about foreign policy"
    assert statement.page == 1  # found though nobody said where
    page = client.get(session.get_absolute_url()).content.decode()
    assert "words found in the source" in page
    assert f"/documents/{document.pk}/pages/1/?from=" in page.replace("&amp;", "&")
    shown = client.get(f"/documents/{document.pk}/pages/1/", {"words": statement.quote}, follow=True).content.decode()
    assert "<mark" in shown


def test_a_quoted_sentence_leads_to_its_second_in_the_player(cast: Cast) -> None:
    session = record(cast)
    sound = recording(cast, session)
    statement = quote(cast, session, "tick the box that says concern", sound)
    assert statement.ms == 63_500
    client = sign_in(cast.ben)
    page = client.get(session.get_absolute_url()).content.decode()
    assert f'src="/documents/{sound.pk}/sound/#t=63.5"' in page
    assert "at 1:03" in page
    assert statement.passage is not None
    href = f"/documents/{sound.pk}/pages/1/?from={statement.passage.start}&amp;to={statement.passage.end}#sound"
    assert href in page
    player = client.get(href.replace("&amp;", "&")).content.decode()
    assert f"/documents/{sound.pk}/sound/#t=63.5" in player


def test_words_that_are_not_there_are_kept_and_wait_to_be_compared(cast: Cast) -> None:
    session = record(cast)
    statement = quote(cast, session, "Every student is a suspect.", slides(cast, session), place="2")
    assert statement.passage is None
    page = sign_in(cast.asha).get(session.get_absolute_url()).content.decode()
    assert "look and compare" in page
    assert "Every student is a suspect." in page


def test_words_are_found_once_their_document_has_been_read(cast: Cast) -> None:
    session = record(cast)
    sound = make_document(
        cast.northport, name="later.wav", media_type="audio/wav", content=sound_of(3), reading=Reading.WAITING,
        read_at=None,
    )  # fmt: skip
    Material.objects.create(session=session, document=sound, added_by=cast.asha, added_at=NOW)
    statement = quote(cast, session, "tick the box that says concern", sound, place="1:03")
    assert look_for_words_again(now=timezone.now()) == 0
    transcribe(sound)
    Document.objects.filter(pk=sound.pk).update(reading=Reading.READ, read_at=timezone.now())
    assert look_for_words_again(now=timezone.now()) == 1
    statement.refresh_from_db()
    assert statement.passage is not None
    assert statement.ms == 63_000  # what a person typed stays
    assert look_for_words_again(now=timezone.now()) == 0


def test_a_slide_that_the_document_does_not_have_is_refused_in_a_sentence(cast: Cast) -> None:
    session = record(cast)
    document = slides(cast, session)
    with pytest.raises(NoSuchPage, match="2 pages"):
        quote(cast, session, SLIDE, document, place="7")
    typed = {"quote": SLIDE, "document": str(document.pk), "place": "7", "claim": ""}
    said = sign_in(cast.asha).post(f"{session.get_absolute_url()}quote/", typed)
    assert said.status_code == 422
    assert "This document has 2 pages" in said.content.decode()
    assert "growing a beard" in said.content.decode()


def test_a_corrected_statement_rests_on_its_new_words_alone(cast: Cast) -> None:
    session = record(cast)
    document = slides(cast, session)
    statement = quote(cast, session, "growing a beard", document)
    client = sign_in(cast.asha)
    page = f"/desk/training/statements/{statement.pk}/"
    seen = _hidden(client.get(page).content.decode(), "seen")
    typed = {
        "quote": "You do not need evidence",
        "document": str(document.pk),
        "place": "2",
        "claim": "No proof needed",
    }
    client.post(page, {**typed, "seen": seen})
    statement.refresh_from_db()
    assert statement.page == 2
    assert statement.claim is not None
    assert [one.passage_id for one in Citation.objects.filter(part="statement")] == [statement.passage_id]
    client.post(f"{page}drop/", {"sure": "yes"})
    assert not Statement.objects.exists()
    assert not Citation.objects.filter(part="statement").exists()


def test_files_are_safe_before_anything_else_and_become_private_documents(cast: Cast) -> None:
    session = record(cast)
    client = sign_in(cast.ben)
    page = f"{session.get_absolute_url()}material/"
    file = SimpleUploadedFile("notes.txt", b"What the trainer said, word for word.")
    said = client.post(page, {"uploads": file}).content.decode()
    assert "Read the advice first" in said
    assert "These files are safe" in said
    client.post(page, {"kept": _hidden(said, "kept"), "has_read": "on"})
    (material,) = session.material.select_related("document")
    assert material.document.name == "notes.txt"
    assert not material.document.is_public
    assert material.document.dated_on == HELD
    assert "Add a file" in client.post(page, {"has_read": "on"}).content.decode()


def test_a_document_that_is_quoted_is_not_taken_off(cast: Cast) -> None:
    session = record(cast)
    document = slides(cast, session)
    statement = quote(cast, session, "growing a beard", document)
    material = session.material.get()
    client = sign_in(cast.asha)
    said = client.post(f"/desk/training/material/{material.pk}/take-off/", follow=True).content.decode()
    assert "Correct or remove the statement first" in said
    client.post(f"/desk/training/statements/{statement.pk}/drop/", {"sure": "yes"})
    client.post(f"/desk/training/material/{material.pk}/take-off/")
    assert not session.material.exists()
    assert Document.objects.filter(pk=document.pk).exists()


def test_a_record_is_thrown_away_after_a_question_and_not_with_statements(cast: Cast) -> None:
    body = make_body("University of Northport")
    session = record(cast, body=body)
    statement = quote(cast, session, "Nothing else shows this.")
    client = sign_in(cast.asha)
    page = f"{session.get_absolute_url()}throw-away/"
    assert "go for good" in client.post(page).content.decode()
    assert "Remove them first" in client.post(page, {"sure": "yes"}, follow=True).content.decode()
    client.post(f"/desk/training/statements/{statement.pk}/drop/", {"sure": "yes"})
    client.post(page, {"sure": "yes"})
    assert not Session.objects.exists()
    assert history_of(body, cast.asha) == []


def test_the_advice_and_the_courses_come_from_the_pack_with_their_sources(cast: Cast, settings: Any) -> None:
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    client = sign_in(cast.asha)
    page = client.get("/training/before/").content.decode()
    for words in ("Notes before sound", "Whose voices", "employer’s rules", "by name", "not legal advice", "Stockman"):
        assert words in page
    assert "Prevent duty training: Awareness" in page
    assert page.index("still given") < page.index("no longer given")
    form = client.get("/desk/training/new/").content.decode()
    assert form.index("Notes before sound") < form.index("What is it called?")
    assert "(WRAP)" in form


def _hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    start = page.index(f'name="{name}"')
    tag = page[page.rindex("<", 0, start) : page.index(">", start)]
    return tag.split('value="')[1].split('"')[0]


def test_a_photographed_slide_that_was_straightened_is_material_beside_its_photograph(cast: Cast) -> None:
    session, client = record(cast), sign_in(cast.ben)
    shot = make_document(cast.northport, content=saved(photograph(slide())), name="7.jpg", media_type="image/jpeg")
    make_page(shot, "")
    (material,) = add_material(session=session, files=[], documents=[shot], by=cast.ben, now=NOW)
    address = reverse("training:straighten", args=[material.pk])
    assert address in client.get(session.get_absolute_url()).content.decode()
    assert session.material.count() == 1
    kept = client.post(address, fields_of(FROM_THE_SIDE))
    assert kept.headers["Location"] == session.get_absolute_url()
    made = Document.objects.exclude(pk=shot.pk).get()
    make_page(made, LINES[0])
    assert {one.document for one in session.material.all()} == {shot, made}
    assert client.get(session.get_absolute_url()).content.decode().count("Straighten this slide") == 1
