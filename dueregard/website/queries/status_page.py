"""The public page of what works: what each app says of itself, and the troubles that an administrator knows of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.foundation.mail.queries import site_mode_now
from dueregard.rules.wiring.works import Works
from dueregard.website.models import Trouble

SHOWN_FOR = timedelta(days=30)  # after it was over
MOST = 50


@dataclass(frozen=True, slots=True)
class StatusPage:
    """Everything the page shows. Nothing of it says how much there is of anything, or where."""

    works: tuple[Works, ...]
    now: tuple[Trouble, ...]
    before: tuple[Trouble, ...]
    is_practice: bool
    version: str
    asked_at: datetime


def status_page(now: datetime) -> StatusPage:
    """Ask each app what of it works at this moment. A dozen queries, each of a row or a count."""
    told = [one for path in settings.WORKS for one in import_string(path)(now)]
    troubles = Trouble.objects.all()
    return StatusPage(
        works=tuple(sorted(told, key=lambda one: one.order)),
        now=tuple(troubles.filter(ended_at=None)[:MOST]),
        before=tuple(troubles.filter(ended_at__gte=now - SHOWN_FOR)[:MOST]),
        is_practice=site_mode_now() == "practice",
        version=_version(),
        asked_at=now,
    )


def _version() -> str:
    try:
        return version("dueregard")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""
