"""That something sealed waits, for its keyholders alone: in which inbox and since which day; never how much."""

from datetime import date

from django.db.models import Min, OuterRef, Subquery
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.submissions.access import inboxes_held_by
from dueregard.parts.submissions.models import Message
from dueregard.parts.submissions.models.threads import Direction
from dueregard.records.todo.queries.kinds import For, Kind, Says


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kind of sealed messages. Nobody takes one, and no e-mail speaks of it: that would tell of a time."""
    unread = Message.objects.filter(thread__inbox=OuterRef("pk"), direction=Direction.SOURCE, is_read=False).order_by()
    first = unread.values("thread__inbox").annotate(first=Min("day")).values("first")
    return (
        Kind(
            code="sealed",
            is_from_outside=True,
            one="sealed inbox has something unread",
            several="sealed inboxes have something unread",
            page="submissions:desk",
            to=For.GROUP,
            rows=inboxes_held_by(person).annotate(first=Subquery(first)).filter(first__isnull=False),
            group="group",
            since="first",
            columns=("group__name", "group__slug"),
            says=lambda row: Says(
                title="Something sealed waits for its keyholders",
                about=f"{row.words[0]}: only keyholders can open it, on their own computer.",
                href=reverse("submissions:keyholder", args=[row.words[1]]),
            ),
            may_take=False,
            is_mailed=False,
        ),
    )
