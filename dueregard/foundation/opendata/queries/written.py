"""How values are written for everyone: whole addresses, instants in UTC to the second, days as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings


def whole(path: str) -> str:
    """Return the whole address of a path of this site; another address as it is."""
    return f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path


def instant(at: datetime | None) -> str | None:
    """Return an instant in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at else None


def day(on: date | None) -> str | None:
    """Return a day as year-month-day."""
    return on.isoformat() if on else None
