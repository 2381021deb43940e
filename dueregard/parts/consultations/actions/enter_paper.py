"""Keeps what one person typed from paper votes, and takes them as soon as a second person typed the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.consultations.actions.prepare import digest_of
from dueregard.parts.consultations.gateways import box, keys
from dueregard.parts.consultations.models import Box, Code, Consultation, PaperEntry
from dueregard.rules.votes.codes import in_groups
from dueregard.rules.votes.papers import by_question
from dueregard.rules.votes.questions import is_vote
from dueregard.rules.votes.result_file import beside_paper


class PaperRefused(Exception):
    """These paper votes cannot be taken; the message says why."""


def enter_paper(
    *, consultation: Consultation, votes: Mapping[str, int], slips: Sequence[str], by: Person, now: datetime
) -> bool:
    """Keep one person's entry in place of their last; tell whether two agree. `votes` are lines of papers.

    Raises: PaperRefused, KeyIsGone
    """
    with transaction.atomic():
        held = Consultation.objects.select_for_update().get(pk=consultation.pk)
        digests = _checked(held, votes, slips, now)
        typed = json.dumps([sorted(votes.items()), digests]).encode()
        PaperEntry.objects.update_or_create(
            consultation=held, by=by, defaults={"sealed": keys.seal(held.pk, typed), "at": now}
        )
        record_act(by=by, did="enter_paper_votes", on=held, at=now, details={"papers": len(digests)})
        others = held.paper_entries.exclude(by=by)
        agrees = any(keys.unseal(held.pk, bytes(entry.sealed)) == typed for entry in others)
        if agrees:
            Code.objects.filter(consultation=held, digest__in=digests).update(is_used=True)
            held.beside_paper = _put_into_box(held, votes)
            held.on_paper = len(digests)
            held.save(update_fields=["on_paper", "beside_paper"])
            held.paper_entries.all().delete()
    return agrees


def _put_into_box(held: Consultation, votes: Mapping[str, int]) -> list[dict[str, Any]]:
    """Add the paper votes; return of each question what is left out, since whoever typed them could subtract them."""
    sealed = Box.objects.select_for_update().get(consultation=held)
    on_paper = [vote for vote, number in votes.items() for _ in range(number)]
    others = box.empty(held.pk, sealed.sealed)
    every = others + on_paper
    sealed.sealed = box.fill(held.pk, every, held.room)
    sealed.save(update_fields=["sealed"])
    known, left = (by_question(lines, len(held.asked)) for lines in (every, others))
    return [
        beside_paper(asked.question, all_votes, online).to_plain()
        for asked, all_votes, online in zip(held.asked, known, left, strict=True)
    ]


def _check_votes(held: Consultation, votes: Mapping[str, int], slips: int) -> None:
    """Refuse lines that are no votes, or not one on each question for each slip. Raises: PaperRefused"""
    asked = held.asked
    each = by_question((line for line, number in votes.items() for _ in range(number)), len(asked))
    for at, (one, known) in enumerate(zip(asked, each, strict=True), 1):
        where = f"Question {at}: " if len(asked) > 1 else ""
        if not all(is_vote(one.question, vote) for vote in known):
            raise PaperRefused(f"{where}One of these is no vote on this question.")
        if len(known) != slips:
            raise PaperRefused(
                f"{where}There are {len(known)} paper votes and {slips} slips handed in. There must be as many."
            )


def _checked(held: Consultation, votes: Mapping[str, int], slips: Sequence[str], now: datetime) -> list[str]:
    if not held.is_closed(now) or held.counted_at is not None:
        raise PaperRefused("Paper votes are entered after voting has closed and before the votes are counted.")
    if held.on_paper is not None:
        raise PaperRefused("Two people have agreed on the paper votes already. Nothing was changed.")
    _check_votes(held, votes, len(slips))
    if len(set(slips)) != len(slips):
        twice = next(code for code in slips if list(slips).count(code) > 1)
        raise PaperRefused(f"The slip {in_groups(twice)} is there twice.")
    digests = {digest_of(held, code): code for code in slips}
    known = dict(Code.objects.filter(consultation=held, digest__in=digests).values_list("digest", "is_used"))
    for digest, code in digests.items():
        if digest not in known:
            raise PaperRefused(f"No slip of this vote has the code {in_groups(code)}.")
        if known[digest]:
            raise PaperRefused(f"A vote was cast online with the slip {in_groups(code)}. Its paper cannot count, too.")
    return sorted(digests)
