"""Requests, answers, demands and decisions drawn at random for bodies that are there, as the actions leave them.

Some are public and some are not; some bodies have several; answers rest on what everybody can follow, and on what not.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dueregard.parts.foi.models import Case
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.records.bodies.models import Body
from dueregard.records.findings.models import Finding, Question, Source
from dueregard.rules.law.laws import BodyKind
from tests.builders_evidence import make_document
from tests.builders_foi import make_campaign
from tests.people import Cast
from tests.records.findings.claims import ask

BEGAN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
POLICY, TRAINING = "pack.policy.1", "pack.training.1"
MEANT = tuple(one.value for one in BodyKind if one is not BodyKind.UNIVERSITY)
STEPS = (("waiting", "theirs", ""), ("answered", "ours", "released"), ("answered", "ours", "released_in_part"),
         ("answered", "ours", "refused"), ("answered", "ours", "not_held"), ("closed", "ours", ""),
         ("waiting", "ours", ""), ("preparing", "ours", ""))  # fmt: skip
OUTCOMES = ("", "nothing", "promise", "partial", "full", "reversed")


@dataclass(frozen=True)
class Dice:
    """Whoever draws, for whom, and until when."""

    chance: random.Random
    cast: Cast
    today: date

    def day(self) -> date:
        """Return a day of the last five years."""
        return self.today - timedelta(days=self.chance.randrange(1, 1800))

    def instant(self) -> datetime:
        """Return an instant of this year."""
        return BEGAN + timedelta(minutes=self.chance.randrange(400_000))

    def is_so(self, share: float) -> bool:
        """Return whether something is so, in this share of all draws."""
        return self.chance.random() < share


def draw(cast: Cast, bodies: Sequence[Body], *, today: date, seed: int) -> None:
    """Draw something about each of these bodies, twice or more about some."""
    dice = Dice(random.Random(seed), cast, today)
    _requests(dice, bodies)
    _answers(dice, bodies)
    _demands(dice, bodies)
    _decisions(dice, bodies)


def _requests(dice: Dice, bodies: Sequence[Body]) -> None:
    templates = ("pack/request/policy", "pack/request/training", "")
    cast = dice.cast
    campaigns = [
        make_campaign(group, title=f"Request {at} of {group.slug}", template=template)
        for group in (cast.northport, cast.southmoor)
        for at, template in enumerate(templates)
    ]
    Case.objects.bulk_create(
        (
            _case(dice, campaign, body, f"{at}-{number}")
            for number, body in enumerate(bodies)
            for at, campaign in enumerate(campaigns)
            if dice.is_so(0.3)
        ),
        batch_size=500,
    )


def _case(dice: Dice, campaign: Any, body: Body, token: str) -> Case:
    phase, turn, outcome = dice.chance.choice(STEPS)
    is_public, at = dice.is_so(0.6), dice.instant()
    return Case(
        campaign=campaign, group=campaign.group, body=body, token=token, law="foia", created_at=BEGAN, phase=phase,
        turn=turn, outcome=outcome, last_at=at, is_public=is_public, published_at=at if is_public else None,
        due_on=dice.today + timedelta(days=dice.chance.randrange(-9, 10)) if turn == "theirs" else None,
        sent_on=None if phase == "preparing" else at.date(),
    )  # fmt: skip


def _answers(dice: Dice, bodies: Sequence[Body]) -> None:
    cast = dice.cast
    policy: dict[str, Any] = {
        "key": POLICY, "for_kinds": list(MEANT), "nations": ["england"], "asked_by": ["pack/request/policy"],
        "allowed_months": 12,
    }  # fmt: skip
    asked = [
        ask(cast, "Is there a policy?", **policy),
        ask(cast, "Is there a policy?", group=cast.southmoor, **policy),
        ask(cast, "Who trains?", key=TRAINING, asked_by=["pack/request/training"]),
        ask(cast, "What do governors say?", public=False),
    ]
    for question in asked:
        about = [body for body in bodies if dice.is_so(0.4)]
        copy = make_document(question.group)
        sources = Source.objects.bulk_create(
            (_source(dice, question, body, copy if dice.is_so(0.6) else None) for body in about), batch_size=500
        )
        Finding.objects.bulk_create(
            (_finding(dice, question, body, source) for body, source in zip(about, sources, strict=True)),
            batch_size=500,
        )


def _source(dice: Dice, question: Question, body: Body, copy: Any) -> Source:
    web = {"kind": "web", "url": "https://northport.example/prevent", "seen_on": dice.today}
    minute = {"kind": "minute", "meeting": "Governors", "met_on": dice.today, "url": "https://northport.example/min"}
    told: dict[str, Any] = web if dice.is_so(0.7) else minute
    return Source(group=question.group, body=body, copy=copy, by=dice.cast.asha, at=BEGAN, **told)


def _finding(dice: Dice, question: Question, body: Body, source: Source) -> Finding:
    value = dice.chance.choice(["yes", "yes", "no", "unclear", "not stated"])
    return Finding(
        question=question, body=body, value=value, source=None if value == "not stated" else source,
        true_on=dice.day() if dice.is_so(0.8) else None, found_at=dice.instant(),
    )  # fmt: skip


def _demands(dice: Dice, bodies: Sequence[Body]) -> None:
    Demand.objects.bulk_create(
        (_demand(dice, body, at) for body in bodies for at in range(3) if dice.is_so(0.2)), batch_size=500
    )


def _demand(dice: Dice, body: Body, at: int) -> Demand:
    outcome, on, last = dice.chance.choice(OUTCOMES), BEGAN.date(), dice.instant().date()
    is_public, day = dice.is_so(0.7), last if outcome else None
    return Demand(
        group=dice.cast.northport, body=body, title=f"Publish the assessment ({at})", asked_by="a staff branch",
        demanded_on=on, last_on=last, shown_last_on=last, outcome=outcome, shown_outcome=outcome, outcome_on=day,
        shown_outcome_on=day, is_public=is_public, was_public=is_public, published_at=BEGAN if is_public else None,
        made_by=dice.cast.asha, made_at=BEGAN,
    )  # fmt: skip


def _decisions(dice: Dice, bodies: Sequence[Body]) -> None:
    Decision.objects.bulk_create((_decision(dice, body) for body in bodies if dice.is_so(0.15)), batch_size=500)


def _decision(dice: Dice, body: Body) -> Decision:
    on, is_public = dice.instant().date(), dice.is_so(0.7)
    review = on + timedelta(days=200)
    return Decision(
        group=dice.cast.northport, organisation="A staff branch", sort="union_branch", body=body, decided_on=on,
        scopes=",boards,", scope_words="Nobody is sent to the board.", ends_when="when it is published",
        review_on=review, next_review_on=review, shown_next_review_on=review, url="https://branch.example/5",
        is_public=is_public, was_public=is_public, published_at=BEGAN if is_public else None,
        made_by=dice.cast.asha, made_at=BEGAN,
    )  # fmt: skip
