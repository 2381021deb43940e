"""A consultation of Northport that tests need: written down, with its codes, open, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from dueregard.parts.consultations.actions.cast_vote import cast_vote
from dueregard.parts.consultations.actions.prepare import (
    make_codes,
    open_consultation,
    what_is_checked,
    write_consultation,
)
from dueregard.parts.consultations.models import Consultation
from dueregard.records.groups.models import Group
from dueregard.rules.votes.papers import Asked
from dueregard.rules.votes.questions import Kind, Question, question_of
from tests.people import Cast

NOW = timezone.now() - timedelta(minutes=5)
CLOSES = NOW + timedelta(days=10)
AFTER = CLOSES + timedelta(hours=1)
YES_NO = question_of(Kind.YES_NO, (), 1)
RANK = question_of(Kind.RANK, ("Ada", "Bo", "Cy"), 1)
CHOOSE = question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 2)


def write(cast: Cast, *, question: Question = YES_NO, roll: int = 30, quorum: int = 0, now: datetime = NOW,
          group: Group | None = None, further: Sequence[Asked] = ()) -> Consultation:  # fmt: skip
    """Write one down, not opened yet."""
    return write_consultation(
        group=group or cast.northport,
        title="Should we ask for the risk assessment?",
        asked_by="Branch committee, minute 5",
        who="Members of the branch",
        question=question,
        opens_at=now,
        closes_at=now + (CLOSES - NOW),
        roll=roll,
        quorum=quorum,
        further=further,
        by=cast.asha,
        now=now,
    )


def opened(cast: Cast, *, question: Question = YES_NO, roll: int = 30, quorum: int = 0, now: datetime = NOW,
           group: Group | None = None, further: Sequence[Asked] = ()) -> tuple[Consultation, list[str]]:  # fmt: skip
    """Return one that is open, and the codes on its slips."""
    made = write(cast, question=question, roll=roll, quorum=quorum, now=now, group=group, further=further)
    codes = make_codes(consultation=made, by=cast.asha, now=now)
    made.refresh_from_db()  # its key is on the slips
    return open_consultation(consultation=made, seen=what_is_checked(made), by=cast.asha, now=now), codes


def cast_all(made: Consultation, codes: list[str], votes: list[str]) -> None:
    """Cast these votes with the first codes."""
    for code, vote in zip(codes, votes, strict=False):
        cast_vote(consultation=made, code=code, vote=vote, by=None, now=NOW)
