"""Lets a copy go public, by a second person who has seen what it lost; and takes it back again.

Who may is decided in rules/redaction/second_person. Both acts are in the custody log, the audit and the body's history.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.evidence.actions.cite_passage import follow_publication
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document, Reading
from dueregard.records.groups.models import Membership
from dueregard.records.history.actions import withdraw_entry, write_entry
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.privacy.taking_down import Became, Thing, Why
from dueregard.rules.redaction.second_person import Hands, why_not_second

PART = "evidence"
HISTORY_KIND = "published"


class NotASecondPerson(Exception):
    """This person may not let the copy out; the sentence says why."""


class NotReady(Exception):
    """There is no copy that waits to be confirmed, or its words are not read yet."""


class MadeTheOldWay(Exception):
    """The copy was made before its original was drawn, and may show what nobody sees."""


class AnotherCopy(Exception):
    """What the person looked at is not the copy that waits."""


class NotSeen(ValueError):
    """Not everything was said to have been seen; the copy stays private."""


def hands_in(asked: PublicCopy) -> Hands:
    """Return who had a hand in a copy, and who works in its group."""
    members = Membership.objects.filter(group=asked.document.group_id).values_list("person", flat=True)
    return Hands(
        prepared_by=str(asked.prepared_by_id),
        marked_by={one["by"] for one in [*asked.marks, *asked.looks] if "by" in one},
        members={str(person) for person in members},
    )


def is_made_the_old_way(asked: PublicCopy) -> bool:
    """Tell whether a copy was made from a file's words, or from another drawing, and so may show what nobody sees."""
    document = asked.document
    drawn_at, made_at = document.drawn_at, asked.made_at
    return document.is_drawn_kind and (drawn_at is None or made_at is None or made_at < drawn_at)


def publish_copy(*, asked: PublicCopy, sha256: str, seen: int, to_be_seen: int, by: Person, now: datetime) -> Document:
    """Make the copy public. `sha256` is of the copy the person looked at; `seen` of the `to_be_seen` finds were ticked.

    Raises: NotReady, MadeTheOldWay, AnotherCopy, NotSeen, NotASecondPerson
    """
    with transaction.atomic():
        hold_log()
        held = _held(asked)
        copy = held.copy
        if held.state != PublicCopy.State.READY or copy is None or copy.reading not in {Reading.READ, Reading.PARTLY}:
            raise NotReady
        if is_made_the_old_way(held):
            raise MadeTheOldWay
        if copy.sha256 != sha256:
            raise AnotherCopy
        refusal = why_not_second(str(by.pk), hands_in(held))
        if refusal:
            raise NotASecondPerson(refusal)
        if seen < to_be_seen:
            raise NotSeen
        for earlier in held.document.public_copies.filter(state=PublicCopy.State.PUBLISHED):
            _take_back(earlier, by=by, why="Replaced by a newer copy.", now=now)
        held.state, held.decided_by, held.decided_at = PublicCopy.State.PUBLISHED, by, now
        held.save(update_fields=["state", "decided_by", "decided_at"])
        copy.is_public, copy.public_since = True, now
        copy.save(update_fields=["is_public", "public_since"])
        told = {"commitment": copy.commitment, "prepared_by": str(held.prepared_by_id), "seen": seen}
        record_custody(document=copy, did="published", by=by, now=now, details=told)
        record_act(by=by, did="publish_copy", on=held, at=now, details={"copy": copy.sha256, "seen": seen})
        _tell(held, copy, now)
    return copy


def withdraw_copy(*, asked: PublicCopy, why: str, by: Person, now: datetime, public_why: Why = Why.OTHER) -> None:
    """Make a public copy private again; it can be found nowhere from then on. Everyone reads only `public_why`.

    Raises: NotReady
    """
    with transaction.atomic():
        hold_log()
        held = _held(asked)
        if held.state != PublicCopy.State.PUBLISHED:
            raise NotReady
        _take_back(held, by=by, why=why, now=now)
        log_take_down(thing=Thing.DOCUMENT, why=public_why, became=Became.TAKEN_DOWN, by=by, now=now)


def _take_back(held: PublicCopy, *, by: Person, why: str, now: datetime) -> None:
    copy = held.copy
    assert copy is not None, "a public copy is a document"
    held.state, held.withdrawn_by, held.withdrawn_at = PublicCopy.State.WITHDRAWN, by, now
    held.why_withdrawn = " ".join(why.split())[:300]
    held.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "why_withdrawn"])
    copy.is_public, copy.public_since = False, None
    copy.save(update_fields=["is_public", "public_since"])
    record_custody(document=copy, did="withdrawn", by=by, now=now, details={"commitment": copy.commitment})
    record_act(by=by, did="withdraw_copy", on=held, at=now, details={"copy": copy.sha256})
    withdraw_entry(part=PART, subject=str(copy.pk), source=str(held.pk))
    follow_publication(document=copy)
    _changed(copy)


def _held(asked: PublicCopy) -> PublicCopy:
    rows = PublicCopy.objects.select_for_update(of=("self",))
    return rows.select_related("document__group", "document__body", "copy").get(pk=asked.pk)


def _tell(held: PublicCopy, copy: Document, now: datetime) -> None:
    _changed(copy)
    follow_publication(document=copy)
    if copy.body is None:
        return
    write_entry(
        body=copy.body,
        group=copy.group,
        at=now,
        kind=HISTORY_KIND,
        says=f"A document was published: {held.title}"[:300] if held.title else "A document was published.",
        part=PART,
        subject=str(copy.pk),
        source=str(held.pk),
        path=copy.get_absolute_url(),
        public_path=copy.get_absolute_url(),
    )


def _changed(copy: Document) -> None:
    """Have the index read the copy and its original anew."""
    mark_changed(kind="document", keys=[str(copy.pk), str(copy.copy_of_id)])
