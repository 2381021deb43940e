"""Brings two votes of members to the example county: one that is open, and one that was counted."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.example.queries.rows import Keys
from dueregard.parts.consultations.actions.cast_vote import cast_vote
from dueregard.parts.consultations.actions.count_votes import count_votes
from dueregard.parts.consultations.actions.prepare import (
    make_codes,
    open_consultation,
    what_is_checked,
    write_consultation,
)
from dueregard.parts.consultations.gateways.keys import destroy_key
from dueregard.parts.consultations.models import Consultation
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.votes.questions import Kind, Question, question_of

YES_NO = question_of(Kind.YES_NO, (), 1)
RANK = question_of(Kind.RANK, ("A letter to governors", "A public meeting", "A stall at the market"), 1)


def bring(*, now: datetime) -> Iterator[None]:
    """Open one vote and let a few members vote; open another, let it close, and count it."""
    opened, codes = _open("Which should we do next?", RANK, now - timedelta(days=3), 11, 24)
    for code, vote in zip(codes, ("1>2>3", "1>3>2", "2>1>3", "3>2>1", "2>3>1"), strict=False):
        cast_vote(consultation=opened, code=code, vote=vote, by=None, now=now - timedelta(days=1))
    yield
    asked = "Should we ask every school for its risk assessment?"
    counted, codes = _open(asked, YES_NO, now - timedelta(days=40), 10, 30)
    votes = ["1"] * 17 + ["2"] * 4
    for code, vote in zip(codes, votes, strict=False):
        cast_vote(consultation=counted, code=code, vote=vote, by=None, now=now - timedelta(days=38))
    yield
    count_votes(consultation=counted, by=example_cast().ada, now=now - timedelta(days=29))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with votes."""
    return (ToTry(90, "See a vote that is open, and one that was counted", reverse("consultations:all")),)


def take_away(gone: Keys) -> None:
    """Remove the keys of votes that are open: they lie outside the database."""
    for key in gone.get("consultations.consultation", ()):
        destroy_key(key)


def _open(title: str, question: Question, opens_at: datetime, days: int, roll: int) -> tuple[Consultation, list[str]]:
    cast = example_cast()
    made = write_consultation(
        group=cast.schools, title=title, asked_by="Meeting of the group, minute 4", who="Members of the group",
        question=question, opens_at=opens_at, closes_at=opens_at + timedelta(days=days), roll=roll, quorum=10,
        by=cast.ada, now=opens_at - timedelta(days=1),
    )  # fmt: skip
    codes = make_codes(consultation=made, by=cast.ada, now=opens_at - timedelta(hours=20))
    made.refresh_from_db()  # its key is on the slips
    at = opens_at - timedelta(hours=18)
    return open_consultation(consultation=made, seen=what_is_checked(made), by=cast.ada, now=at), codes
