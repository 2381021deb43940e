"""Who changed a thing since an instant, and what a person has not yet been told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.models import EditNotice

LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change of a thing. `fields` is None where that is not recorded; `by` is None for the site itself."""

    by: Person | None
    at: datetime
    fields: tuple[str, ...] | None

    def who(self, person: Person) -> str:
        """Return who it was, as this person is told."""
        if self.by is None:
            return "The site itself"
        return "You, in another window," if self.by == person else str(self.by)

    @property
    def when(self) -> str:
        """Return the day and the time in the UK."""
        return f"on {date_format(localtime(self.at), 'j F')} at {date_format(localtime(self.at), 'H:i')}"


def changes_since(*, on: models.Model, since: datetime) -> list[Change]:
    """Return what was done to a thing since somebody opened it, newest first.

    An act bears the instant at which its request arrived, and its change can be seen a little later.
    """
    acts = Act.objects.filter(on_kind=on._meta.label_lower, on_id=str(on.pk), at__gt=since - LATE)
    acts = acts.select_related("by")
    return [Change(act.by, act.at, _fields(act)) for act in acts[:50]]


def _fields(act: Act) -> tuple[str, ...] | None:
    return tuple(act.details["fields"]) if "fields" in act.details else None


def who_changed(changes: Sequence[Change], field: str) -> Change | None:
    """Return the newest change to one field, or else one of which nobody wrote down what it changed."""
    named = (change for change in changes if change.fields and field in change.fields)
    return next(named, next((change for change in changes if change.fields is None), None))


def notices_for(person: Person | None) -> Sequence[EditNotice]:
    """Return what a person has not put away yet, oldest first. Asks nothing of the database when there is none."""
    if person is None or not person.has_notices:
        return ()
    return list(EditNotice.objects.filter(to=person, read_at=None).select_related("by"))
