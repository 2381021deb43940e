"""Brings records of training sessions to the example county: one that everybody can read, one that waits."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.parts.training.actions.publish_session import ask_to_publish, publish_session
from dueregard.parts.training.actions.quote_statement import Quoted, quote_statement
from dueregard.parts.training.actions.record_session import About, record_session
from dueregard.parts.training.models import Form, Session
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.training.places import Place

SAID = (
    ("If in doubt, refer. You do not need evidence.", "Staff are told to refer without evidence"),
    ("Watch for pupils who suddenly take an interest in the news.", "An interest in the news counts as a sign"),
    ("Nobody has ever complained about a referral.", "Trainers say that nobody complains"),
)


def bring(*, now: datetime) -> Iterator[None]:
    """Put two sessions on record, quote what was said, and publish one as two people do."""
    cast, bodies = example_cast(), example_bodies()
    at = now - timedelta(days=50)
    public = About(
        title="Prevent awareness for school staff", form=Form.ROOM, course="", provider="Exampleshire Constabulary",
        given_to="Teaching staff, about 40", held_on=timezone.localdate(at), minutes=90, paid_by="", notes="",
    )  # fmt: skip
    session = record_session(
        group=cast.schools, body=bodies["Sampleford High School"], about=public, by=cast.ada, now=at
    )
    for quote, claim in SAID:
        quote_statement(session=session, quoted=Quoted(quote, None, Place(), claim), by=cast.ada, now=at)
        yield
    asked = ask_to_publish(session=session, has_looked=True, by=cast.ada, now=at + timedelta(days=2))
    seen = asked.proposed_at.isoformat() if asked.proposed_at else ""
    publish_session(session=session, seen=seen, has_looked=True, by=cast.bilal, now=at + timedelta(days=3))
    yield
    later = now - timedelta(days=6)
    course = About(
        title="Online module: notice, check, share", form=Form.COURSE, course="", provider="Safe Learning Example Ltd",
        given_to="All staff", held_on=timezone.localdate(later), minutes=45, paid_by="Mockton College",
        notes="The last question can be answered only one way.",
    )  # fmt: skip
    waits = record_session(group=cast.campus, body=bodies["Mockton College"], about=course, by=cast.dev, now=later)
    quoted = Quoted("There are no wrong referrals.", None, Place(), SAID[0][1])
    quote_statement(session=waits, quoted=quoted, by=cast.dev, now=later)
    ask_to_publish(session=waits, has_looked=True, by=cast.dev, now=later + timedelta(days=1))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with training records."""
    waits = Session.objects.filter(group=example_cast().campus, proposed_at__isnull=False).first()
    words = "Look through a training record and publish it as the second person"
    return (ToTry(85, words, waits.get_absolute_url()),) if waits else ()
