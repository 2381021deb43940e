"""Makes documents of the files of a reply, for the group of its case, and tells them what the case knows.

Evidence decides what a document is and how it is read. A missing file is named; the other files go on.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from dueregard.foundation.files.gateways.store import Kept
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.parts.foi.models import Attachment, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Means
from dueregard.records.evidence.actions.label_document import label_giving
from dueregard.records.evidence.actions.receive_document import BytesMissing, Giving, receive_document
from dueregard.records.evidence.actions.withdraw_giving import NotGivenSo, withdraw_giving
from dueregard.records.evidence.models import Provenance
from dueregard.rules.documents.labels import Labels
from dueregard.rules.law.laws import Law

PART = "foi"
BY_MAIL = Provenance.Kind.CORRESPONDENCE
GONE = "The stored file is missing."
SWEPT_AT_ONCE = 200
CAME_WITH = {
    Means.EMAIL: "a reply",
    Means.POST: "a letter",
    Means.PORTAL: "a download",
    Means.PHONE: "a call",
}


def file_documents(*, message: Correspondence, now: datetime) -> int:
    """Make a document of each kept file of a reply that is not yet one in this group. Returns how many."""
    waiting = list(message.attachments.filter(_to_file()).select_related("document").order_by("position"))
    labels = _labels(message) if waiting else {}
    return sum(_file_one(attachment, message, labels, now) for attachment in waiting)


def file_new_documents(*, message: Correspondence, attachments: Sequence[Attachment], now: datetime) -> int:
    """Write the files of a reply that was written just now, and make documents of them: nothing is read again."""
    labels = _labels_of_case(message.case, [])
    done = sum(_make_document(one, message, labels, now) for one in attachments if one.sha256)
    for attachment in attachments:
        add_row(attachment)
    return done


def sweep_files(*, now: datetime) -> int:
    """Do the same for files of earlier replies and of replies that went to another group's case. Returns how many."""
    done = 0
    found = Attachment.objects.filter(_to_file()).order_by("pk").values_list("correspondence", flat=True)
    for pk in dict.fromkeys(found[:SWEPT_AT_ONCE]):
        with transaction.atomic():
            message = Correspondence.objects.select_related("case__body", "case__group").get(pk=pk)
            done += file_documents(message=message, now=now)
    return done


def label_documents(*, message: Correspondence) -> None:
    """Update what the case says about a reply's documents: it was sorted, or an event was crossed out."""
    label_giving(part=PART, subject=str(message.pk), labels=_labels(message))


def _to_file() -> Q:
    is_new = Q(document=None) & ~Q(trouble=GONE)
    return ~Q(sha256="") & (is_new | ~Q(document__group=F("correspondence__case__group")))


def _file_one(attachment: Attachment, message: Correspondence, labels: Labels, now: datetime) -> int:
    case, key = message.case, str(attachment.pk)
    if attachment.document and attachment.document.group_id != case.group_id:
        with suppress(NotGivenSo):
            withdraw_giving(document=attachment.document, kind=BY_MAIL, key=key, by=None, now=now)
    done = _make_document(attachment, message, labels, now)
    attachment.save(update_fields=["document", "trouble"])
    return done


def _make_document(attachment: Attachment, message: Correspondence, labels: Labels, now: datetime) -> int:
    """Make the document and tell the attachment, whose row the caller writes. Returns 0 where the bytes are missing."""
    case = message.case
    try:
        document, _ = receive_document(
            group=case.group,
            kept=Kept(attachment.sha256, attachment.size),
            name=attachment.name,
            body=case.body,
            giving=Giving(
                kind=BY_MAIL,
                key=str(attachment.pk),
                at=message.at,
                says=_says(message),
                part=PART,
                subject=str(message.pk),
                path=reverse("foi:message", args=[message.pk]),
                labels=labels,
            ),
            by=message.created_by,
            now=now,
        )
    except BytesMissing:
        attachment.trouble = GONE
        return 0
    attachment.document = document
    return 1


def _says(message: Correspondence) -> str:
    on = date_format(localtime(message.at), "j F Y")
    return f"With {CAME_WITH[Means(message.means)]} from {message.case.body.name}, {on}"


def _labels(message: Correspondence) -> dict[str, list[str]]:
    events = message.case_events.filter(struck_at=None)
    sections = [section for event in events for section in event.details.get("sections", ())]
    return _labels_of_case(message.case, sections)


def _labels_of_case(case: Case, sections: Sequence[str]) -> dict[str, list[str]]:
    return {
        "case": [str(case.pk)],
        "law": [Law(case.law).label],
        "reference": [case.their_reference] if case.their_reference else [],
        "exemption": list(dict.fromkeys(sections)),
    }
