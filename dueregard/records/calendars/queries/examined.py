"""Says how far ahead bank holidays are known, for `dueregard doctor`."""

from datetime import datetime, timedelta

from django.utils import timezone

from dueregard.records.calendars.queries.in_force import current_holidays
from dueregard.rules.wiring.examined import Remark, Tone

AHEAD = timedelta(days=150)  # a request of today and its review end within it


def examined(now: datetime) -> tuple[Remark, ...]:
    """A day beyond what is known is worked out by rule: an extra bank holiday would be missed."""
    until = current_holidays().covers_to
    words = f"Bank holidays are known until {until:%-d %B %Y}."
    if until - timezone.localdate(now) > AHEAD:
        return (Remark("bank holidays", Tone.FINE, words),)
    to_do = "Save www.gov.uk/bank-holidays.json on your computer, then: ./run holidays bank-holidays.json"
    return (
        Remark("bank holidays", Tone.LOOK, f"{words} For later dates the site works out the usual ones itself.", to_do),
    )
