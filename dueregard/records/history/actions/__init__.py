"""Writing a body's history. Parts call these inside their own transactions."""

from collections.abc import Sequence
from datetime import datetime

from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.models import Entry


def write_entry(
    *,
    body: Body,
    group: Group | None,
    at: datetime,
    kind: str,
    says: str,
    part: str,
    subject: str,
    path: str,
    source: str = "",
    public_path: str = "",
    quote: str = "",
    asked: Sequence[str] = (),
) -> Entry:
    """Add one entry to a body's history. It is public at once only where its subject already is (`public_path`)."""
    return Entry.objects.create(
        body=body,
        group=group,
        at=at,
        kind=kind,
        says=says,
        quote=quote,
        asked=list(asked),
        part=part,
        subject=subject,
        source=source,
        path=path,
        public_path=public_path,
        is_public=bool(public_path),
    )


def withdraw_entry(*, part: str, subject: str, source: str) -> None:
    """Withdraw what a source said, because it was recorded by mistake. The audit log still has it."""
    Entry.objects.filter(part=part, subject=subject, source=source).delete()


def reword_entry(*, part: str, subject: str, source: str, says: str) -> None:
    """Put other words in the place of what a source said, because fewer or more of them may be public."""
    Entry.objects.filter(part=part, subject=subject, source=source).update(says=says)


def show_entries(*, part: str, subject: str, public_path: str) -> int:
    """Make every entry of a subject public and say where the public can read it. Returns how many there are."""
    return Entry.objects.filter(part=part, subject=subject).update(is_public=True, public_path=public_path)


def hide_entries(*, part: str, subject: str) -> int:
    """Make every entry of a subject private again. Returns how many there are."""
    return Entry.objects.filter(part=part, subject=subject).update(is_public=False, public_path="")


def readdress_entries(*, body: Body, was: str, path: str) -> None:
    """Let the entries of a body that led to one page lead to another. What anybody may read of them stays the same."""
    entries = Entry.objects.filter(body=body)
    entries.filter(path=was).update(path=path)
    entries.filter(public_path=was).update(public_path=path)
