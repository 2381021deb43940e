"""One request about data that waits, for the test of the list of everything."""

from django.utils import timezone
from django.utils.timezone import localdate

from dueregard.records.rights.actions.keep_request import open_request
from tests.people import Cast


def request(cast: Cast) -> str:
    """A request that nobody has answered."""
    now = timezone.now()
    open_request(
        right="erasure",
        who="Wren",
        reply_to="wren@northport.example",
        says="Erase me.",
        terms="Wren Ashdown",
        received_on=localdate(now),
        by=cast.dana,
        now=now,
    )
    return "Answer a request about personal data"


MAKE = {"rights-request": request}
