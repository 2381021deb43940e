"""Recording what did not come by e-mail: a letter by post with its scan, a download from a portal, a phone call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.file_documents import file_documents
from dueregard.parts.foi.models import Attachment, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Means


class NothingRecorded(Exception):
    """Neither words nor a file were given."""


@dataclass(frozen=True, slots=True)
class Scan:
    """An uploaded file: its name as given, its declared type, its bytes."""

    name: str
    content_type: str
    content: bytes


def record_post(
    *, case: Case, means: Means, at: datetime, text: str, scans: Sequence[Scan], by: Person, now: datetime
) -> Correspondence:
    """Put a letter, download or call into the case; a person sorts it next, like an e-mail. Raises: NothingRecorded"""
    if not text.strip() and not scans:
        raise NothingRecorded("Type what they said, or add a scan.")
    kept = [(scan, store.put(scan.content)) for scan in scans]
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        reply = Correspondence.objects.create(
            case=case,
            direction=Direction.IN,
            means=means,
            at=at,
            text=text,
            sender="",
            created_by=by,
            created_at=now,
            kind="reply",
            is_sorted=False,
            reasons=[f"{by.name} recorded it."],
        )
        Attachment.objects.bulk_create(
            Attachment(
                correspondence=reply,
                position=place,
                name=scan.name[:255],
                content_type=scan.content_type[:120],
                size=len(scan.content),
                sha256=digest,
            )
            for place, (scan, digest) in enumerate(kept, start=1)
        )
        file_documents(message=reply, now=now)
        if means == Means.PORTAL:  # what was downloaded need not be fetched any more
            case.correspondence.filter(collect_by__isnull=False, collected_at=None).update(
                collected_at=now, collected_by=by
            )
            case.collect_by = None
        case.unsorted = case.correspondence.filter(is_sorted=False).count()
        case.last_at = max(case.last_at, at)
        case.save(update_fields=["unsorted", "last_at", "collect_by"])
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="record_post", on=reply, at=now, details={"means": str(means)})
    return reply
