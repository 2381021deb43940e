"""What the sweep of all addresses knows of records of training: private ones, one that waits, one that is public."""

from datetime import timedelta

from django.utils import timezone

from dueregard.parts.training.actions.add_material import add_material
from dueregard.parts.training.actions.publish_session import ask_to_publish, publish_session
from dueregard.parts.training.actions.quote_statement import Quoted, quote_statement
from dueregard.parts.training.actions.record_session import record_session
from dueregard.parts.training.models import Session
from dueregard.records.groups.models import Group
from dueregard.rules.training.places import Place
from tests.builders_evidence import make_document, make_page, picture_of
from tests.doors.asks import acting, named
from tests.doors.world import World
from tests.parts.training.builders import about

ADDRESSES = {
    "training:recording": named(""),
    "training:sessions": named(""),
    "training:session": named("published training"),
    "training:all": named(""),
    "training:claims": named(""),
    "training:new": named(""),
    "training:one": named("training"),
    "training:correct": named("training"),
    "training:add_material": named("training"),
    "training:take_off": named("material of training"),
    "training:straighten": named("photograph of training"),
    "training:quote": named("training"),
    "training:correct_statement": named("statement"),
    "training:drop_statement": named("statement"),
    "training:claim": named("claim of training"),
    "training:name_claim": named("claim of training"),
    "training:ask": acting("training"),
    "training:publish": named("training"),
    "training:withdraw": acting("training"),
    "training:throw_away": acting("training"),
}


def add_to(world: World) -> None:
    """Put sessions on record for each group, with material, a statement and a claim; publish one of Northport."""
    cast = world.everybody.cast
    for group, realm in ((cast.northport, "northport"), (cast.southmoor, "southmoor")):
        session = _record(world, group, realm)
        world.add("training", "a training session on record", realm, pk=session.pk)
        document = make_document(group, title=world.planted.text(realm, "title of slides"))
        by, now = world.worker_of(group), timezone.now()
        (material,) = add_material(session=session, files=[], documents=[document], by=by, now=now)
        world.add("material of training", "slides of a session", realm, pk=material.pk)
        shot = make_document(group, content=picture_of(size=(64, 48)), media_type="image/jpeg", name="shot.jpg")
        make_page(shot, "")
        (seen,) = add_material(session=session, files=[], documents=[shot], by=by, now=now)
        world.add("photograph of training", "a photograph of a slide", realm, pk=seen.pk)
        quoted = Quoted(
            world.planted.text(realm, "quoted sentence"), document, Place(page=1),
            world.planted.text(realm, "claim of a statement"),
        )  # fmt: skip
        statement = quote_statement(session=session, quoted=quoted, by=by, now=now)
        assert statement.claim is not None
        world.add("statement", "a sentence that was said", realm, pk=statement.pk)
        world.add("claim of training", "a claim", realm, pk=statement.claim.pk)
    _publish(world)


def _record(world: World, group: Group, realm: str) -> Session:
    said = about(
        title=world.planted.text(realm, "title of a session"),
        provider=world.planted.text(realm, "who gave a session")[:160],
        notes=world.planted.text(realm, "notes of a session"),
        held_on=timezone.localdate() - timedelta(days=3),
    )
    return record_session(group=group, body=world.body, about=said, by=world.worker_of(group), now=timezone.now())


def _publish(world: World) -> None:
    """Publish a record of Northport; its notes, and a statement from notes, stay with the group."""
    cast = world.everybody.cast
    said = about(notes=world.planted.text("northport", "notes of a public record"))
    now = timezone.now()
    session = record_session(group=cast.northport, body=world.body, about=said, by=cast.asha, now=now)
    words = world.planted.text("northport", "statement from notes")
    claim = world.planted.text("northport", "claim in a public record")
    quote_statement(session=session, quoted=Quoted(words, None, Place(), claim), by=cast.asha, now=now)
    asked = ask_to_publish(session=session, has_looked=True, by=cast.asha, now=now)
    assert asked.proposed_at is not None
    seen = asked.proposed_at.isoformat()
    publish_session(session=session, seen=seen, has_looked=True, by=cast.ben, now=now)
    world.add("published training", "a published training session", "everybody", of="northport", pk=session.pk)
