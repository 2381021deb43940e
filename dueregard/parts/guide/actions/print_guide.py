"""Has the present edition of the guide made for print: a row for each form, the bytes under their hash."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.parts.guide.gateways import shelf
from dueregard.parts.guide.gateways.typesetter import CannotMake, make_forms, square
from dueregard.parts.guide.models import PrintFile
from dueregard.parts.guide.queries.printing import changes_address, guide_value, printable_sections
from dueregard.parts.guide.queries.sections import edition_of

TRY_AGAIN_AFTER = timedelta(minutes=10)


def print_edition(*, now: datetime) -> list[PrintFile]:
    """Make every form of the present edition that is not there yet. Doing it twice makes nothing twice.

    What could not be made says why in its row, and is tried again once the edition changes or ten minutes have passed.
    """
    sections = printable_sections()
    if not sections:
        return []
    edition = edition_of(sections)
    rows = _wanted(edition, now)
    waiting = [row for row in rows if not _is_there(row) and (not row.fault or row.wanted_at + TRY_AGAIN_AFTER <= now)]
    if not waiting:
        return []
    guide = guide_value(sections, square(changes_address(edition)))
    try:
        made = make_forms([row.form for row in waiting], guide)
    except CannotMake as refusal:
        return _failed(waiting, str(refusal), now)
    return [_keep(row, made[row.form], now) for row in waiting]


def _is_there(row: PrintFile) -> bool:
    return bool(row.sha256) and shelf.has(row.sha256)  # a site that was restored has no prints: they are in no back-up


def _wanted(edition: str, now: datetime) -> list[PrintFile]:
    with transaction.atomic():
        known = {row.form: row for row in PrintFile.objects.filter(edition=edition)}
        for form in PrintFile.Form:
            if form not in known:
                known[form], _ = PrintFile.objects.get_or_create(
                    form=form.value, edition=edition, defaults={"wanted_at": now}
                )
    return [known[form] for form in PrintFile.Form]


def _keep(row: PrintFile, content: bytes, now: datetime) -> PrintFile:
    digest = shelf.put(content)
    with transaction.atomic():
        row.sha256, row.size, row.made_at, row.fault = digest, len(content), now, ""
        row.save()
        record_act(by=None, did="print_guide", on=row, at=now, details={"form": row.form, "edition": row.edition})
    return row


def _failed(rows: list[PrintFile], why: str, now: datetime) -> list[PrintFile]:
    for row in rows:
        row.fault, row.wanted_at = why[:2000], now
        row.save(update_fields=["fault", "wanted_at"])
    return []
