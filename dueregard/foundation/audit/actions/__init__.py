"""Writing the audit. Every action of every app calls `record_act` inside its own transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from dueregard.foundation.audit.models import Act
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.rules.practice.site_time import real

if TYPE_CHECKING:
    from dueregard.foundation.accounts.models import Person


def record_act(
    *, by: "Person | None", did: str, on: models.Model, at: datetime, details: dict[str, Any] | None = None
) -> Act:
    """Add one row to the audit, at the real instant behind `at`. `by` is None when the site itself acted.

    `details` holds codes, dates and counts only: no names, addresses or words of a message.
    """
    act = Act(by=by, did=did, on_kind=on._meta.label_lower, on_id=str(on.pk), at=real(at), details=details or {})
    add_row(act)
    return act
