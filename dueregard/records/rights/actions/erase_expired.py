"""Erases by itself what has been kept for as long as the site says it keeps it, and expired sessions.

The periods are said by each app (`rules/wiring/personal`), shown to everyone, and carried out here once a day. Evidence
never goes this way: where a person decided to keep something, or something else hangs on it, it waits for a person.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction

from dueregard.records.rights.actions.erase import NothingThere, erase
from dueregard.records.rights.models import Erasure
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.records.rights.queries.plan import NotNow, is_kept, plan_whole
from dueregard.rules.privacy.reasons import Reason
from dueregard.rules.wiring.personal import Kept

AT_ONCE = 200  # of each kind; the rest goes the next time


def erase_expired(*, now: datetime) -> int:
    """Erase what is over, once. Returns how many rows were begun with."""
    done = 0
    for kept in kept_by_model().values():
        begun = 0
        for key in _over(kept, now) if kept.days else ():
            begun += _erase_if_over(kept, key, now)
            if begun == AT_ONCE:
                break
        done += begun
    Session.objects.filter(expire_date__lt=now).delete()
    return done


def _over(kept: Kept, now: datetime) -> Iterator[Any]:
    """Yield the keys of rows whose period is over and that have not been erased, the oldest first."""
    before = set(Erasure.objects.filter(kind=kept.model, is_whole=True).values_list("key", flat=True))
    keys = list(_rows_over(kept, now).order_by(kept.since).values_list("pk", flat=True))
    return (key for key in keys if str(key) not in before)


def _rows_over(kept: Kept, now: datetime) -> models.QuerySet[models.Model]:
    over = {f"{kept.since}__lt": now - timedelta(days=kept.days)}
    rows: models.QuerySet[models.Model] = apps.get_model(kept.model)._base_manager.filter(**kept.only, **over)
    return rows


def _erase_if_over(kept: Kept, key: Any, now: datetime) -> int:
    """Look again and erase in one transaction: somebody may have brought the row back since it was listed."""
    with transaction.atomic():
        row = _rows_over(kept, now).select_for_update(of=("self",)).filter(pk=key).first()
        if row is None or not _goes_by_itself(row, now):
            return 0
        try:
            erase(row=row, reason=Reason.PERIOD_OVER, by=None, now=now)
        except (NotNow, NothingThere):
            return 0
    return 1


def _goes_by_itself(row: models.Model, now: datetime) -> bool:
    """Tell whether nothing would go that only a person may erase: evidence, or what somebody decided to keep."""
    try:
        plan = plan_whole(row)
    except NotNow:
        return False
    return not is_kept(plan) and all(_is_over(one, kept, now) for one, kept in plan.rows.values())


def _is_over(row: models.Model, kept: Kept, now: datetime) -> bool:
    return kept.goes_by_itself or (kept.days > 0 and _rows_over(kept, now).filter(pk=row.pk).exists())
