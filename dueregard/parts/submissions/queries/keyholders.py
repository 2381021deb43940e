"""Who fetches what is sealed for a group, and what they find there. Whether they may is decided in access."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from dueregard.parts.submissions.models import Inbox, Keyholder, Message, Part, Thread

PAGE = 100  # threads in one answer


@dataclass(frozen=True, slots=True)
class KeyholderLine:
    """A person who may fetch, as the group's own page shows them."""

    pk: int
    name: str
    since: date
    has_access_key: bool


def digest_of_key(secret: str) -> str:
    """Return what is kept of an access key. It has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def keyholder_lines(inbox: Inbox) -> list[KeyholderLine]:
    """Return everybody who may fetch, by name."""
    rows = Keyholder.objects.filter(inbox=inbox).select_related("person", "access_key").order_by("person__name")
    return [KeyholderLine(one.pk, one.person.name, one.since, hasattr(one, "access_key")) for one in rows]


def threads_after(inbox: Inbox, after: str) -> dict[str, Any]:
    """Return a page of threads, as the keyholder's page reads it. Costs three queries, however many there are."""
    parts = Prefetch("parts", Part.objects.order_by("number"))
    messages = Prefetch("messages", Message.objects.order_by("position").prefetch_related(parts))
    rows = list(Thread.objects.filter(inbox=inbox, id__gt=after).order_by("id").prefetch_related(messages)[: PAGE + 1])
    shown = rows[:PAGE]
    return {
        "v": 1,
        "threads": [_thread(one) for one in shown],
        "next": shown[-1].pk if len(rows) > PAGE else None,
    }


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.pk,
        "day": thread.day.isoformat(),
        "until": thread.until.isoformat(),
        "messages": [_message(one) for one in thread.messages.all()],
    }


def _message(message: Message) -> dict[str, Any]:
    parts = list(message.parts.all())
    return {
        "id": message.pk,
        "from": message.direction,
        "day": message.day.isoformat(),
        "sealed_bytes": sum(one.size for one in parts if one.number == 0),
        "plain": message.is_plain,
        "read": message.is_read,
        "files": [{"number": one.number, "sealed_bytes": one.size} for one in parts if one.number],
    }
