"""Something sealed, for the test of the list of everything."""

from datetime import timedelta

from dueregard.parts.submissions.models import Message, Thread
from dueregard.parts.submissions.models.threads import Direction
from tests.builders_inbox import make_inbox, today
from tests.people import Cast


def sealed(cast: Cast) -> str:
    """Two unread messages of one source."""
    thread = Thread.objects.create(inbox=make_inbox(cast), day=today(), until=today() + timedelta(days=90))
    for position in range(2):
        Message.objects.create(thread=thread, direction=Direction.SOURCE, position=position, day=today())
    return "Something sealed waits for its keyholders"


MAKE = {"sealed": sealed}
