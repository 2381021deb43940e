"""What a view of this site receives: Django's request, with the person and the moment already known."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from dueregard.foundation.accounts.models import Person


class SiteRequest(HttpRequest):
    """A request with `person` (None for a visitor) and `now` (the instant it arrived)."""

    person: "Person | None"
    now: datetime


class SignedInRequest(HttpRequest):
    """A request whose view is open only to people who are signed in."""

    person: "Person"
    now: datetime
