"""Make one entry of the register out of two that are the same body: everything of the other moves to the kept one.

What moves is found through Django (`queries/moving.py`), so that the key of a new part is moved, too. It cannot be
undone in one step; the audit holds the ids of all that moved.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_about, mark_changed
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.bodies.actions.add_contact import trusted_addresses
from dueregard.records.bodies.actions.index_names import index_names
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.gateways.sources import BY_HAND
from dueregard.records.bodies.models import (
    Body,
    Contact,
    ContactForm,
    MergedEntry,
    NameWord,
    OtherName,
    OtherNameKind,
    Succession,
)
from dueregard.records.bodies.queries.merge_page import facts_of, fingerprint
from dueregard.records.bodies.queries.moving import pointing, refusals
from dueregard.records.history.actions import readdress_entries
from dueregard.rules.register.address_changes import needs_second_look
from dueregard.rules.register.merging import Difference, Refusal, Side, differences, unchosen

Choices = Mapping[str, Side]
Dropped = dict[str, list[int]]


class MergedMeanwhile(Exception):
    """One of the two entries is not there any more: somebody has merged it."""


class ChangedSinceSeen(Exception):
    """One of the two entries says something else than what was shown."""


class NotChosen(Exception):
    """The entries differ in something between which nobody has chosen; `keys` names it."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


class CannotMerge(Exception):
    """Something stands against it; `refusals` says what, and what to do."""

    def __init__(self, refused: list[Refusal]) -> None:
        super().__init__(" ".join(one.words for one in refused))
        self.refusals = refused


def merge_bodies(*, kept: Body, other: Body, chosen: Choices, seen: str, by: Person, now: datetime) -> Body:
    """Merge `other` into `kept`. `chosen` says by key whose facts stand; `seen` is the fingerprint of what was shown.

    Raises: MergedMeanwhile, ChangedSinceSeen, CannotMerge, NotChosen
    """
    with transaction.atomic():
        kept, other = _locked(kept, other)
        if fingerprint(kept, other) != seen:
            raise ChangedSinceSeen
        if refused := refusals(kept, other):
            raise CannotMerge(refused)
        asked = differences(facts_of(kept), facts_of(other))
        if missing := unchosen(asked, chosen):
            raise NotChosen(missing)
        names = _names(kept, other)
        path_was = other.get_absolute_url()
        details: dict[str, Any] = {"into": str(kept.pk), "was": str(other.pk), "slug": other.slug}
        details["dropped"] = _drop_doubles(kept, other)
        _let_strangers_wait(kept, other)
        details["moved"] = _move(kept, other)
        details["chosen"] = {one.key: chosen[one.key].value for one in asked}
        _take_facts(kept, other, asked, chosen, now)
        MergedEntry.objects.create(was=other.pk, slug=other.slug, name=other.name, into=kept, at=now, by=by)
        readdress_entries(body=kept, was=path_was, path=kept.get_absolute_url())
        record_act(by=by, did="body.merged_away", on=other, at=now, details={"into": str(kept.pk)})
        record_act(by=by, did="body.merged", on=kept, at=now, details=details)
        says = _cut(f"The entry “{other.name}” was merged into this one: it is the same body.")
        note(body=kept, at=now, says=says, is_public=True)
        _tell(kept, other)
        other.delete()
        _keep_names(kept, names)
    return kept


def _locked(kept: Body, other: Body) -> tuple[Body, Body]:
    """Hold both rows, always in the same order, so that two people who merge at once never block each other."""
    rows = Body.objects.select_for_update().filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    found = {body.pk: body for body in rows}
    if len(found) < 2:
        raise MergedMeanwhile
    return found[kept.pk], found[other.pk]


def _drop_doubles(kept: Body, other: Body) -> Dropped:
    """Remove what would be in the kept entry twice. Of two equal addresses the one that was checked last stays."""
    doubles: list[Contact | OtherName | Succession] = []
    ours = {(one.purpose, one.address): one for one in Contact.objects.filter(body=kept)}
    for contact in Contact.objects.filter(body=other):
        same = ours.get((contact.purpose, contact.address))
        if same:
            doubles.append(same if contact.checked_on > same.checked_on else contact)
    known = set(OtherName.objects.filter(body=kept).values_list("name", flat=True))
    doubles += OtherName.objects.filter(body=other, name__in=known)
    after = Succession.objects.filter(from_body=kept).values("to_body")
    before = Succession.objects.filter(to_body=kept).values("from_body")
    doubles += Succession.objects.filter(from_body=other, to_body__in=after)
    doubles += Succession.objects.filter(to_body=other, from_body__in=before)
    NameWord.objects.filter(body=other).delete()
    dropped: Dropped = {}
    for row in doubles:
        dropped.setdefault(row._meta.label, []).append(row.pk)
        row.delete()
    return dropped


def _let_strangers_wait(kept: Body, other: Body) -> None:
    """Let addresses at another domain than the kept entry's wait for a second look, as if they were added to it.

    The first address of an entry waits for nobody: without this, an entry made for it would bring any address in.
    """
    known = trusted_addresses(kept)
    for contact in Contact.objects.filter(body=other, form=ContactForm.EMAIL, waits_for_look=False):
        if needs_second_look(contact.address, known):
            contact.waits_for_look = True
            contact.save(update_fields=["waits_for_look"])


def _move(kept: Body, other: Body) -> dict[str, list[str]]:
    """Let every row that points at the other entry point at the kept one; returns their ids, by key."""
    moved: dict[str, list[str]] = {}
    for key in pointing():
        rows = key.rows(other)
        ids = [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
        if ids:
            rows.update(**{key.field: kept.pk})
            moved[key.says] = ids
    return moved


def _take_facts(kept: Body, other: Body, asked: tuple[Difference, ...], chosen: Choices, now: datetime) -> None:
    """Write what was chosen. What a person had to choose, or had once set in the entry chosen, no file changes."""
    by_hand, theirs = set(kept.kept_by_hand), set(other.kept_by_hand)
    for one in asked:
        columns = set(one.columns)
        if chosen[one.key] is Side.OTHER:
            for column in one.columns:
                setattr(kept, column, getattr(other, column))
            by_hand = (by_hand - columns) | (theirs & columns)
        if one.suggested is not chosen[one.key]:
            by_hand |= columns
    if kept.source == BY_HAND and other.source != BY_HAND:
        kept.source = other.source  # so that the official file goes on telling of closures
    if other.told_on is None and kept.told_on is not None:  # everybody has read of it under the other entry
        kept.told_on, kept.added_at = None, now
    kept.kept_by_hand = sorted(by_hand)
    kept.changed_at = now
    kept.save()


def _names(kept: Body, other: Body) -> list[tuple[str, str]]:
    """Return the names of both entries, with what each is where it is not the name that was chosen."""
    both = (kept, other)
    names = [(one.name, OtherNameKind.ALIAS.value) for one in both]
    return names + [(one.short_name, OtherNameKind.SHORT.value) for one in both if one.short_name]


def _keep_names(kept: Body, names: list[tuple[str, str]]) -> None:
    """Keep each name by which either entry could be found, for people and for the next import."""
    OtherName.objects.filter(body=kept, name=kept.name).delete()  # what was another name of one is its name now
    for name, kind in names:
        if name not in (kept.name, kept.short_name):
            OtherName.objects.get_or_create(body=kept, name=name, defaults={"kind": kind})
    index_names(renamed=[kept.pk])


def _tell(kept: Body, other: Body) -> None:
    """Have the search read again what it holds about either, and tell the parts."""
    mark_changed(kind="body", keys=[str(other.pk), str(kept.pk)])
    mark_about(bodies=[str(other.pk), str(kept.pk)])
    for task in settings.BODY_MERGED_TASKS:
        enqueue(task, str(kept.pk))


def _cut(says: str) -> str:
    return says if len(says) <= 300 else f"{says[:299]}…"
