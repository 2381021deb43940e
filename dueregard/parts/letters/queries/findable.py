"""Letters that a group sent and the replies that came, as the search finds them: that group alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.timezone import localdate

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.letters.models import Reply, SentLetter
from dueregard.rules.search.findable import Findable

AT_ONCE = 100
KIND = "group_letter"


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these letters with their replies; what was taken back is not found. Two queries."""
    rows = SentLetter.objects.filter(pk__in=keys).exclude(outgoing__state=OutgoingMessage.State.UNDONE)
    for letter in rows.select_related("body", "group").prefetch_related("replies"):
        yield _letter(letter)
        for reply in letter.replies.all():
            yield _reply(letter, reply)


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all letters."""
    yield from in_lists(SentLetter.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)


def _letter(letter: SentLetter) -> Findable:
    return Findable(
        kind=KIND,
        key=str(letter.pk),
        title=letter.title,
        text=letter.text,
        url=letter.get_absolute_url(),
        since=letter.queued_at,
        group=str(letter.group_id),
        label="reminder" if letter.reminds_of_id else "letter",
        by=letter.group.name,
        body=str(letter.body_id),
        about=letter.body.name,
        dated_on=localdate(letter.queued_at),
    )


def _reply(letter: SentLetter, reply: Reply) -> Findable:
    return Findable(
        kind=KIND,
        key=str(letter.pk),
        part=str(reply.pk),
        title=reply.subject or letter.title,
        text=reply.text,
        url=letter.get_absolute_url(),
        since=reply.at,
        group=str(letter.group_id),
        label="reply to a letter",
        by=reply.sender,
        body=str(letter.body_id),
        about=letter.body.name,
        dated_on=localdate(reply.at),
    )
