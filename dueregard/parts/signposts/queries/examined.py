"""Says which help contacts want checking, for `dueregard doctor`."""

from datetime import datetime

from django.utils import timezone

from dueregard.parts.signposts.queries.contacts import contacts_today, wants_checking
from dueregard.rules.wiring.examined import Remark, Tone, counted


def examined(now: datetime) -> tuple[Remark, ...]:
    """Count the numbers and addresses that are hidden by their age, or will be soon."""
    wanted = wants_checking(contacts_today(timezone.localdate(now)))
    if not wanted:
        return (Remark("help contacts", Tone.FINE, "Each was tried lately."),)
    ways = counted(len(wanted), "number or address has", "numbers or addresses have")
    words = f"{ways} not been tried for long, and is hidden from readers or soon will be."
    return (Remark("help contacts", Tone.LOOK, words, "Try them: Help contacts on the desk."),)
