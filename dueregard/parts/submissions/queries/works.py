"""Whether messages can be sent to the sealed inboxes."""

from datetime import datetime

from dueregard.foundation.work.gateways.disk import is_full
from dueregard.parts.submissions.queries.desk import open_inboxes
from dueregard.rules.wiring.works import How, Works


def works_now(now: datetime) -> list[Works]:
    """Say it; nothing where no sealed inbox is open. One query."""
    if not open_inboxes().exists():
        return []
    if is_full():
        how, says = How.NOT, "There is no room for messages at the moment. Try again later; nothing you sent is lost."
    else:
        how, says = How.WELL, "Messages can be sent. Before you send one, check the page as it says there."
    return [Works(50, "Sealed inboxes", how, says)]
