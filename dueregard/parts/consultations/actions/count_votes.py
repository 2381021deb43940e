"""Opens the box once, counts, signs the result, and destroys the key. A tie waits for a lot that a person records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.consultations.gateways import box, keys
from dueregard.parts.consultations.models import Box, Consultation
from dueregard.rules.votes.papers import by_question
from dueregard.rules.votes.result_file import (
    Answers,
    beside_of_plain,
    lot_of_plain,
    lot_to_plain,
    result_of,
    signed_words,
    written,
)
from dueregard.rules.votes.small_counts import shows_stages
from dueregard.rules.votes.stages import Lot, Tie
from dueregard.rules.votes.tally import tally


class NotYet(Exception):
    """The votes cannot be counted now; the message says why."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A tie in the count of one question, by its number from 1, that waits for a lot."""

    number: int
    title: str
    tie: Tie


def count_votes(*, consultation: Consultation, by: Person, now: datetime) -> Waits | None:
    """Count, or return the tie that waits for a lot: nothing is counted then. Raises: NotYet, KeyIsGone"""
    with transaction.atomic():
        held = _ready(consultation, now)
        waits = _count(held, by, now)
    if waits is None:
        keys.destroy_key(held.pk)
    return waits


def record_lot(*, consultation: Consultation, waits: Waits, drawn: str, by: Person, now: datetime) -> Waits | None:
    """Keep a lot that a person drew, and count again. Raises: NotYet, KeyIsGone, LotDoesNotFit"""
    with transaction.atomic():
        held = _ready(consultation, now)
        held.lots = [*held.lots, {**lot_to_plain(Lot(waits.tie, drawn)), "question": waits.number}]
        held.save(update_fields=["lots"])
        details = {"question": waits.number, "stage": waits.tie.stage}
        record_act(by=by, did="record_lot", on=held, at=now, details=details)
        following = _count(held, by, now)
    if following is None:
        keys.destroy_key(held.pk)
    return following


def _ready(consultation: Consultation, now: datetime) -> Consultation:
    held = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if held.counted_at is not None:
        raise NotYet("The votes have been counted already. The result stays as it is.")
    if not held.is_closed(now):
        raise NotYet("Voting has not closed. Nobody sees a result or a turnout before it has.")
    if held.paper_entries.exists():
        raise NotYet("Paper votes have been entered, and two people do not agree on them yet.")
    return held


def _count(held: Consultation, by: Person, now: datetime) -> Waits | None:
    sealed = Box.objects.select_for_update().get(consultation=held)
    votes = by_question(box.empty(held.pk, sealed.sealed), len(held.asked))
    first, *further = [
        Answers(asked.title, asked.question, votes[number - 1], _lots(held, number))
        for number, asked in enumerate(held.asked, 1)
    ]
    for number, answers in enumerate((first, *further), 1):
        ranked = tally(answers.question, answers.votes, answers.lots).ranked
        if ranked is not None and ranked.waits_for is not None and shows_stages(len(answers.votes)):
            return Waits(number, answers.title, ranked.waits_for)
    facts = {
        "consultation": str(held.pk),
        "group": held.group.name,
        "title": held.title,
        "asked_by": held.asked_by,
        "who": held.who,
        "opened": held.opens_at.isoformat(),
        "closed": held.closes_at.isoformat(),
        "roll": held.roll,
        "quorum": held.quorum,
        "key": held.key,
    }
    result = result_of(
        facts, first.question, first.votes, first.lots,
        on_paper=held.on_paper or 0, beside=[beside_of_plain(plain) for plain in held.beside_paper], further=further,
    )  # fmt: skip
    held.result = written(result, keys.sign(held.pk, signed_words(result)))
    held.counted_at = now
    held.save(update_fields=["result", "counted_at"])
    sealed.delete()
    record_act(by=by, did="count_votes", on=held, at=now)
    return None


def _lots(held: Consultation, number: int) -> list[Lot]:
    """Return the lots that were drawn for one question."""
    return [lot_of_plain(plain) for plain in held.lots if plain.get("question", 1) == number]
