"""Goes live: what was only practised is dealt with first, by the apps that wrote it (`settings.PRACTICE_ENDS`)."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.foundation.example.models import Example
from dueregard.foundation.mail.actions.set_mode import ExampleIsHere, set_mode
from dueregard.foundation.mail.queries import shown_time_now


def end_practice(*, now: datetime, although: Sequence[str] = ()) -> tuple[str, ...]:
    """Put the site into live mode, on the real clock. Returns sentences on what became of what was practised.

    Raises: ExampleIsHere, before anything is done
    """
    if Example.objects.exists():
        raise ExampleIsHere
    shown = shown_time_now(now)
    told = [said for path in settings.PRACTICE_ENDS if (said := import_string(path)(now=shown))]
    set_mode(mode="live", by=None, now=now, although=although)
    return tuple(told)
