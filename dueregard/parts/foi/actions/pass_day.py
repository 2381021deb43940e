"""Does a day's casework in practice mode, when days pass: what the worker would have done that morning."""

from datetime import datetime

from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.parts.foi.actions.plan_publication import publish_planned
from dueregard.parts.foi.actions.recompute import recompute_for_calendar
from dueregard.parts.foi.actions.send_digests import send_digests
from dueregard.parts.foi.actions.settle_letters import settle_letters
from dueregard.parts.foi.actions.stop_closed import stop_letters_to_closed


def pass_day(*, now: datetime) -> None:
    """Bring every case up to an instant on the site's clock. Safe to run twice and to be killed.

    Invented replies that nobody has read yet are filed first, so that the day finds the cases as they are.
    """
    unread = StoredEmail.objects.filter(
        state=StoredEmail.State.WAITING, arrived_by=StoredEmail.Arrival.MAILROOM, received_at__lte=now
    )
    for pk in list(unread.order_by("received_at", "pk").values_list("pk", flat=True)):
        file_stored_email(pk=pk, now=now)
    stop_letters_to_closed(now=now)
    settle_letters(now=now)
    recompute_for_calendar(now=now)
    publish_planned(now=now)
    send_digests(now=now)
