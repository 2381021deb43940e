"""Keeps adopted texts, corrects them, and shares them with everybody or takes them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.branch.models import AdoptedText
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import show_entries, withdraw_entry, write_entry
from dueregard.rules.branch.motions import Outcome, check_result, result_words, why_not_share
from dueregard.rules.text.joining import Seen, Shape

PART = KIND = "adopted_text"  # in a history, and in the index
COUNTS = ("votes_for", "votes_against", "abstained")
SHAPE = Shape(
    {
        "title": "title",
        "body": "public body",
        "assembly": "who voted",
        "decided_on": "day",
        "proposed": "text as proposed",
        "amended": "text as amended",
        "outcome": "outcome",
        "votes_for": "votes for",
        "votes_against": "votes against",
        "abstained": "abstained",
        "came_of": "what came of it",
        "credit": "credit",
    },
    together=(("amended", "outcome", "votes_for", "votes_against", "abstained"),),
    by_paragraph=frozenset({"proposed", "came_of"}),
)


class NotFit(ValueError):
    """What everybody would read has personal details."""


def stored_words(text: AdoptedText) -> dict[str, Any]:
    """Return what the form begins with."""
    known = {name: getattr(text, name) for name in SHAPE.words if name != "body"}
    known = {name: "" if value is None else value for name, value in known.items()}
    return {**known, "body": text.body.name if text.body else ""}


def keep_text(
    *, group: Group, wanted: Mapping[str, Any], body: Body | None, taken_from: AdoptedText | None, by: Person,
    now: datetime,
) -> AdoptedText:  # fmt: skip
    """Put a text into the library, for its group alone. Raises: NotAResult"""
    with transaction.atomic():
        text = AdoptedText(group=group, body=body, taken_from=taken_from, made_by=by, made_at=now)
        _fill(text, wanted)
        text.save(force_insert=True)
        record_act(by=by, did="keep_adopted_text", on=text, at=now)
        _tell(text)
        mark_changed(kind=KIND, keys=[str(text.pk)])
    return text


def correct_text(
    *, text: AdoptedText, wanted: Mapping[str, Any], body: Body | None, seen: Seen, by: Person, now: datetime
) -> AdoptedText:
    """Correct a text, joined with what others changed since `seen`; `body` is the one that `wanted` names.

    Raises: ChangedMeanwhile, NotAResult, NotFit for words that a shared text cannot have
    """
    with transaction.atomic():
        held = _hold(text)
        edit = join_edit(stored=stored_words(held), wanted=wanted, seen=seen, shape=SHAPE)
        _fill(held, edit.values)
        if "body" in edit.changed:
            held.body = body
        if held.shared_at and (refusal := why_not_share(shared_words(held))):
            raise NotFit(refusal)
        held.save()
        path = held.get_absolute_url()
        record_edit(edit=edit, did="correct_adopted_text", on=held, called=held.title, path=path, by=by, at=now)
        withdraw_entry(part=PART, subject=str(held.pk), source="")
        _tell(held)
        mark_changed(kind=KIND, keys=[str(held.pk)])
    return held


def share_text(*, text: AdoptedText, by: Person, now: datetime) -> AdoptedText:
    """Let everybody read a text and use it with credit. Raises: NotFit"""
    with transaction.atomic():
        held = _hold(text)
        if refusal := why_not_share(shared_words(held)):
            raise NotFit(refusal)
        held.shared_at = held.shared_at or now
        held.save(update_fields=["shared_at"])
        record_act(by=by, did="share_adopted_text", on=held, at=now)
        show_entries(part=PART, subject=str(held.pk), public_path=held.get_absolute_url())
        mark_changed(kind=KIND, keys=[str(held.pk)])
    return held


def unshare_text(*, text: AdoptedText, by: Person, now: datetime) -> AdoptedText:
    """Let only the group read a text again; what others made of it meanwhile is theirs."""
    with transaction.atomic():
        held = _hold(text)
        held.shared_at = None
        held.save(update_fields=["shared_at"])
        record_act(by=by, did="unshare_adopted_text", on=held, at=now)
        withdraw_entry(part=PART, subject=str(held.pk), source="")
        _tell(held)
        mark_changed(kind=KIND, keys=[str(held.pk)])
    return held


def shared_words(text: AdoptedText) -> dict[str, str]:
    """Return the free text that everybody would read, by the names of its fields."""
    return {
        "Title": text.title, "Who voted": text.assembly, "As proposed": text.proposed, "As amended": text.amended,
        "What came of it": text.came_of, "Credit": text.credit,
    }  # fmt: skip


def _hold(text: AdoptedText) -> AdoptedText:
    rows = AdoptedText.objects.select_for_update(of=("self",))
    return rows.select_related("group", "body").get(pk=text.pk)


def _fill(text: AdoptedText, values: Mapping[str, Any]) -> None:
    """Write what was typed into a row. Raises: NotAResult"""
    for name in SHAPE.words:
        if name != "body" and name not in COUNTS and name != "decided_on":
            setattr(text, name, values[name])
    text.decided_on = values["decided_on"] or None
    for name in COUNTS:
        setattr(text, name, None if values[name] in {"", None} else int(values[name]))
    check_result(Outcome(text.outcome), text.votes_for, text.votes_against, text.amended)


def _tell(text: AdoptedText) -> None:
    """Write the line of the body's history, on the day of the vote, as public as the text."""
    if text.body is None or text.decided_on is None or text.outcome == Outcome.PENDING:
        return
    result = result_words(Outcome(text.outcome), text.votes_for, text.votes_against, text.abstained)
    write_entry(
        body=text.body,
        group=text.group,
        at=datetime.combine(text.decided_on, time(12), UTC),
        kind=PART,
        says=f"{text.assembly}: “{text.title}”, {result}."[:300],
        part=PART,
        subject=str(text.pk),
        path=text.get_absolute_url(),
        public_path=text.get_absolute_url() if text.shared_at else "",
    )
