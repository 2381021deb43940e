"""Writes down an organisation's decision not to cooperate, corrects it while it is private, and adds what became of it.

Only organisations decide here. The model has no place for a person, and publication looks for one in what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.tracker.actions.add_line import CannotStrike
from dueregard.parts.tracker.actions.record_demand import PUBLIC, IsPublic
from dueregard.parts.tracker.actions.settle import settle_decision
from dueregard.parts.tracker.actions.tell_history import (
    PART,
    source_of,
    tell_decision,
    tell_decision_again,
    tell_turn,
)
from dueregard.parts.tracker.models import Decision, DecisionLine
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import withdraw_entry
from dueregard.rules.text.joining import Seen, Shape
from dueregard.rules.tracker.decisions import Decider, NotADecision, Scope, Turn, Vote, check_days, check_vote

SHAPE = Shape(
    {
        "organisation": "which organisation decided",
        "scope_words": "what it no longer does",
        "ends_when": "when it ends",
        "sort": "sort of organisation",
        "body": "public body",
        "decided_on": "day of the decision",
        "votes_for": "votes for",
        "votes_against": "votes against",
        "abstained": "abstained",
        "present": "how many took part",
        "quorum": "quorum",
        "scopes": "what it no longer does, in the register’s words",
        "ends_on": "last day",
        "review_on": "day of the review",
        "source": "minute or motion",
    },
    together=(
        ("decided_on", "ends_on", "review_on"),
        ("votes_for", "votes_against", "abstained", "present", "quorum"),
    ),
    by_paragraph=frozenset({"scope_words"}),
)
PLAIN = [name for name in SHAPE.words if name not in {"body", "scopes", "source"}]  # kept as they are typed
UNKNOWN = Vote()
NO_SCOPE = "Choose at least one thing that the organisation no longer does."


@dataclass(frozen=True, slots=True)
class Decided:
    """What an organisation decided. `ends_when` is in words; `ends_on` is a day, where there is one."""

    organisation: str
    sort: Decider
    decided_on: date
    scopes: tuple[Scope, ...]
    scope_words: str
    ends_when: str
    review_on: date
    ends_on: date | None = None
    vote: Vote = UNKNOWN
    body: Body | None = None
    document: Document | None = None
    url: str = ""


def record_decision(*, group: Group, decided: Decided, by: Person, now: datetime) -> Decision:
    """Write a decision down. Raises: NotADecision"""
    if not decided.scopes:
        raise NotADecision(NO_SCOPE, "scopes")
    check_days(decided.decided_on, decided.review_on, decided.ends_on, localdate(now))
    check_vote(decided.vote)
    vote = decided.vote
    with transaction.atomic():
        decision = Decision.objects.create(
            group=group,
            organisation=decided.organisation,
            sort=decided.sort.value,
            body=decided.body,
            decided_on=decided.decided_on,
            votes_for=vote.for_it,
            votes_against=vote.against,
            abstained=vote.abstained,
            present=vote.present,
            quorum=vote.quorum,
            scopes=_kept(decided.scopes),
            scope_words=decided.scope_words,
            ends_when=decided.ends_when,
            ends_on=decided.ends_on,
            review_on=decided.review_on,
            next_review_on=decided.review_on,
            shown_next_review_on=decided.review_on,
            document=decided.document,
            url=decided.url,
            made_by=by,
            made_at=now,
        )
        tell_decision(decision)
        mark_changed(kind="decision", keys=[str(decision.pk)])
        record_act(by=by, did="record_decision", on=decision, at=now)
    return decision


def stored_decision(decision: Decision) -> dict[str, Any]:
    """Return what the form that corrects it begins with: scopes as codes between commas, the source as an address."""
    plain = {name: getattr(decision, name) for name in PLAIN}
    source = decision.document.get_absolute_url() if decision.document else decision.url
    scopes = ",".join(one for one in Scope if one in decision.scope_codes)  # in the order in which a form has them
    body = decision.body.name if decision.body else ""
    return {**plain, "body": body, "scopes": scopes, "source": source}


def change_decision(
    *,
    decision: Decision,
    wanted: Mapping[str, Any],
    seen: Seen,
    by: Person,
    now: datetime,
    document: Document | None = None,
    url: str = "",
) -> Decision:
    """Correct a private decision. `wanted` has the body itself; `document` or `url` is what its source leads to.

    Raises: ChangedMeanwhile, IsPublic, NotADecision
    """
    with transaction.atomic():
        held = _held(decision)
        if held.is_public:
            raise IsPublic(PUBLIC)
        edit = join_edit(stored=stored_decision(held), wanted=wanted, seen=seen, shape=SHAPE)
        for name in PLAIN:
            if name in edit.changed:
                setattr(held, name, edit.values[name])
        if "body" in edit.changed:
            held.body = edit.values["body"] or None
        if "source" in edit.changed:
            held.document, held.url = document, url
        if "scopes" in edit.changed:
            held.scopes = _kept(edit.values["scopes"].split(",")) if edit.values["scopes"] else ""
        _check_corrected(held, localdate(now))
        held.save(update_fields=[*PLAIN, "body", "scopes", "document", "url"])
        settle_decision(held)
        tell_decision_again(held)
        path = held.get_absolute_url()
        record_edit(edit=edit, did="change_decision", on=held, called=held.organisation, path=path, by=by, at=now)
    return held


def add_turn(
    *,
    decision: Decision,
    kind: Turn,
    on: date,
    words: str,
    by: Person,
    now: datetime,
    review_on: date | None = None,
    document: Document | None = None,
    url: str = "",
) -> DecisionLine:
    """Add what became of a decision. Raises: NotADecision"""
    with transaction.atomic():
        held = _held(decision)
        _check_turn(held, kind, on, review_on, words, localdate(now))
        line = DecisionLine.objects.create(
            record=held,
            kind=kind.value,
            on=on,
            words=words,
            review_on=review_on if kind in {Turn.REVIEWED, Turn.CHANGED} else None,
            document=document,
            url=url,
            made_by=by,
            made_at=now,
        )
        tell_turn(held, line)
        settle_decision(held)
        record_act(by=by, did=f"decision_{kind.value}", on=held, at=now, details={"line": line.pk})
    return line


def strike_turn(*, line: DecisionLine, why: str, by: Person, now: datetime) -> DecisionLine:
    """Cross out a line that was recorded by mistake; it stays to be read. Raises: CannotStrike"""
    if not why.strip():
        raise CannotStrike("Say what was wrong with it. Nothing was changed.")
    with transaction.atomic():
        held = _held(line.record)
        line = DecisionLine.objects.select_for_update().get(pk=line.pk)
        if line.struck_at is not None:
            raise CannotStrike("This line is crossed out already.")
        line.struck_at, line.struck_by, line.struck_why = now, by, why.strip()
        line.save(update_fields=["struck_at", "struck_by", "struck_why"])
        withdraw_entry(part=PART, subject=str(held.pk), source=source_of(line))
        settle_decision(held)
        record_act(by=by, did="strike_decision_line", on=held, at=now, details={"line": line.pk})
    return line


def why_no_turn(decision: Decision, kind: Turn) -> str:
    """Return why nothing of this kind can become of a decision any more; empty if it can."""
    if kind is Turn.REPLY and decision.body is None:
        return "This decision concerns no single body, so none has replied."
    if kind is not Turn.REPLY and decision.ended_on is not None:
        return "It has ended. If it was decided again, record the new decision."
    return ""


def _held(decision: Decision) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("group", "body", "document")
    return rows.get(pk=decision.pk)


def _kept(scopes: Iterable[str]) -> str:
    return f",{','.join(scopes)},"


def _check_corrected(held: Decision, today: date) -> None:
    """Refuse what cannot be right of a decision, or not with what became of it. Raises: NotADecision"""
    if not held.scope_codes:
        raise NotADecision(NO_SCOPE, "scopes")
    check_days(held.decided_on, held.review_on, held.ends_on, today)
    check_vote(held.vote)
    lines = held.lines.filter(struck_at=None)
    first = lines.filter(on__lt=held.decided_on).first()
    if first is not None:
        day = f"{first.on.day} {first.on:%B %Y}"
        raise NotADecision(
            f"“{first.label}” is dated {day}. Choose an earlier day, or cross that line out.", "decided_on"
        )
    if held.body is None and lines.filter(kind=Turn.REPLY.value).exists():
        raise NotADecision("What the body says is recorded here. Cross that out before you take the body away.", "body")


def _check_turn(held: Decision, kind: Turn, on: date, review_on: date | None, words: str, today: date) -> None:
    if on > today:
        raise NotADecision("That day has not come yet. Record it once it has happened.", "on")
    if on < held.decided_on:
        day = f"{held.decided_on.day} {held.decided_on:%B %Y}"
        raise NotADecision(f"The decision was taken on {day}; nothing can have become of it before.", "on")
    if kind in {Turn.REVIEWED, Turn.CHANGED} and (review_on is None or review_on <= on):
        raise NotADecision("Say when it will be reviewed: a day after it was taken.", "review_on")
    if kind in {Turn.CHANGED, Turn.REPLY} and not words.strip():
        raise NotADecision("Write what changed, or what the body says.", "words")
    if why_not := why_no_turn(held, kind):
        raise NotADecision(why_not)
