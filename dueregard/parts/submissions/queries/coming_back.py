"""What a return code finds: replies and memo. A code that nobody has finds the same shape, by the same work."""

from base64 import b64encode
from typing import Any

from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Direction, Inbox, Message, Thread, new_id
from dueregard.parts.submissions.queries.challenges import memo_of_nobody
from dueregard.rules.sealed.upload import tag_of


def look_up(inbox: Inbox, lookup: str) -> dict[str, Any]:
    """Return the replies for a code, and the memo. Costs two queries, whether the code is known or not."""
    tag = tag_of(lookup)
    nobody = new_id(), memo_of_nobody(tag)  # made for everybody, so that it takes the same time
    # Two bare values: a whole row would take longer to make of a code that is known.
    thread, memo = Thread.objects.filter(inbox=inbox, tag=tag).values_list("pk", "memo").first() or nobody
    replies = Message.objects.filter(thread_id=thread, direction=Direction.GROUP).order_by("position")
    found = [{"id": one.pk, "sealed": b64encode(b"".join(store.read_part(one.pk, 0))).decode()} for one in replies]
    return {"v": 1, "memo": bytes(memo).hex(), "replies": found}
