"""Makes the back-up that the settings ask for, and remembers how it ended, so that the site can say so."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings

from dueregard.foundation.backup.actions.back_up import Made, Say, back_up
from dueregard.foundation.backup.gateways.age_program import AgeRefused, NoAge
from dueregard.foundation.backup.gateways.database_copy import DatabaseFault
from dueregard.foundation.backup.gateways.kept_lists import AlreadyRunning, Last, remember_last
from dueregard.foundation.backup.gateways.places import place_called

FAULTS = (NoAge, AgeRefused, DatabaseFault, OSError, ValueError)


class NotSet(Exception):
    """The settings do not say where to, or with which keys."""


def back_up_as_set(*, now: datetime, say: Say = lambda words, done, of: None) -> Made:
    """Make a back-up as the settings say.

    Raises: NotSet, AlreadyRunning, NoAge, AgeRefused, DatabaseFault, OSError, ValueError
    """
    keys = settings.BACKUP_KEYS.replace(",", " ").split()
    if not settings.BACKUP_TO or not keys:
        raise NotSet("Set DUEREGARD_BACKUP_TO and DUEREGARD_BACKUP_KEYS, or name a place and a key with this command.")
    return remembered(settings.BACKUP_TO, keys, settings.BACKUP_DAYS, now=now, say=say)


def remembered(to: str, keys: list[str], days: int, *, now: datetime, say: Say) -> Made:
    """Make a back-up and remember how it ended. Raises: as `back_up_as_set`"""
    try:
        if days < 1:
            raise ValueError("Back-ups are kept for a day at least: DUEREGARD_BACKUP_DAYS=1")
        made = back_up(place=place_called(to), recipients=keys, keep=timedelta(days=days), now=now, say=say)
    except AlreadyRunning:
        raise
    except FAULTS as fault:
        with suppress(OSError):  # a full disk: that no back-up was made for days is told all the same
            remember_last(Last(now, to, "", _words(fault)))
        raise
    damage = f"SQLite finds the database damaged: {made.damage}" if made.damage else ""
    remember_last(Last(now, to, made.name, damage))
    return made


def _words(fault: Exception) -> str:
    if isinstance(fault, OSError):
        words = fault.strerror or "The place could not be written to"
        return f"{fault.filename}: {words}" if fault.filename else words
    return str(fault)
