"""Who reads a group's sealed inbox: the list in force, the log of all lists, and what everybody is told of them."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.parts.submissions.models import Exercise, Inbox, KeyList
from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.fingerprint_words import fingerprint_words
from dueregard.rules.sealed.manifest import Manifest, read_manifest

OVERLAP = timedelta(days=1)  # somebody may have had the page open when the list changed


@dataclass(frozen=True, slots=True)
class Accepted:
    """One way an envelope may be sealed at the moment: the kind of stanza, and how many."""

    recipient: Recipient
    recipients: int


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A keyholder as the public sees them."""

    label: str
    since: date
    words: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One list of the key log."""

    number: int
    made_on: date
    in_force_on: date
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class WhoReads:
    """What is said before anybody sends: who can read it, since when, and how to check that."""

    group: str
    slug: str
    is_open: bool
    root_words: str
    holders: list[HolderLine]
    changed_on: date | None
    change_received_on: date | None
    is_news: bool
    valid_until: date | None
    is_out_of_date: bool
    log: list[LogLine]
    last_exercise: date | None


def list_in_force(inbox: Inbox) -> Manifest | None:
    """Return the list of keyholders in force."""
    last = KeyList.objects.filter(inbox=inbox).order_by("-number").first()
    return read_manifest(last.text, root=inbox.root) if last else None


def recipients_file(inbox: Inbox) -> bytes:
    """Return the recipients in force, one a line, for `age -R`; nothing while there is no list."""
    manifest = list_in_force(inbox)
    return "".join(f"{holder.recipient}\n" for holder in manifest.holders).encode() if manifest else b""


def accepted(inbox: Inbox, today: date) -> list[Accepted]:
    """Return how envelopes may be sealed: to the list in force, or to the one before while that is fresh."""
    lists = list(KeyList.objects.filter(inbox=inbox).order_by("-number")[:2])
    if len(lists) == 2 and lists[0].day + OVERLAP < today:
        lists.pop()
    read = [read_manifest(one.text, root=inbox.root) for one in lists]
    return [Accepted(one.recipient, len(one.holders)) for one in read]


def kinds_ever(inbox: Inbox) -> set[Recipient]:
    """Return the kinds of key the group ever had: a source keeps the kind of the day they first wrote."""
    texts = KeyList.objects.filter(inbox=inbox).values_list("text", flat=True)
    return {read_manifest(text, root=inbox.root).recipient for text in texts}


def key_log(inbox: Inbox) -> list[bytes]:
    """Return every list there ever was with its signature, oldest first, as delivered: also with our own word of the
    day on which its last change reached us. One query, so a change in between is in it or is not.
    """
    rows = list(KeyList.objects.filter(inbox=inbox).order_by("number"))
    lists = [read_manifest(row.text, root=inbox.root) for row in rows]
    return [
        json.dumps(
            {"manifest": row.text, "signature": row.signature, "change_received_on": received.isoformat()},
            ensure_ascii=False,
        ).encode()
        for row, received in zip(rows, _changes_received(rows, lists), strict=True)
    ]


def who_reads(inbox: Inbox, today: date) -> WhoReads:
    """Return what everybody is told. Costs two queries, however long the log is."""
    rows = list(KeyList.objects.filter(inbox=inbox).order_by("number"))
    lists = [read_manifest(row.text, root=inbox.root) for row in rows]
    last = lists[-1] if lists else None
    received_on = _changes_received(rows, lists)[-1] if lists else None
    exercise = Exercise.objects.filter(inbox=inbox).order_by("-day").first()
    return WhoReads(
        group=inbox.group.name,
        slug=inbox.group.slug,
        is_open=inbox.is_open,
        root_words=_words(bytes.fromhex(inbox.root)),
        holders=[
            HolderLine(one.label, one.since, _words(one.recipient.encode())) for one in (last.holders if last else ())
        ],
        changed_on=last.changed_on if last else None,
        change_received_on=received_on,
        is_news=last.is_news(today, received_on=received_on) if last and received_on else False,
        valid_until=last.valid_until if last else None,
        is_out_of_date=last.valid_until < today if last else True,
        log=_log(rows, lists),
        last_exercise=exercise.day if exercise else None,
    )


def _changes_received(rows: list[KeyList], lists: list[Manifest]) -> list[date]:
    """Return for each list the day on which we received the last change of keyholders up to it."""
    before: frozenset[str] = frozenset()
    days: list[date] = []
    for row, one in zip(rows, lists, strict=True):
        days.append(days[-1] if days and one.keys == before else row.day)
        before = one.keys
    return days


def _log(rows: list[KeyList], lists: list[Manifest]) -> list[LogLine]:
    before: frozenset[str] = frozenset()
    lines = []
    for row, one in zip(rows, lists, strict=True):
        lines.append(LogLine(one.number, one.made_on, row.day, len(one.keys - before), len(before - one.keys)))
        before = one.keys
    return lines[::-1]


def _words(key: bytes) -> str:
    return " ".join(fingerprint_words(key))
