"""Ties a claim to the passage it rests on. Any part calls this inside its own transaction; a body's history shows it.

What the claim is, the part knows. The line of what a person put into a history is public when the document is; that
of a part's claim is the group's alone, for only the part knows whether everybody may read the claim.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Citation, Document, Passage
from dueregard.records.history.actions import hide_entries, show_entries, withdraw_entry, write_entry

PART = KIND = "passage"  # in a history, and in the index
CLAIM = "claim"  # in a history: what a part says of a passage


class AlreadyCited(Exception):
    """The claim rests on this passage already."""


def cite_passage(
    *,
    passage: Passage,
    part: str,
    subject: str,
    says: str,
    by: Person,
    now: datetime,
    path: str = "",
    body: Body | None = None,
) -> Citation:
    """Say that a claim rests on a passage; with `body`, in the history of that body too. Raises: AlreadyCited"""
    with transaction.atomic():
        Passage.objects.select_for_update().get(pk=passage.pk)
        if passage.citations.filter(part=part, subject=subject).exists():
            raise AlreadyCited("This passage is already there.")
        citation = Citation.objects.create(
            passage=passage, part=part, subject=subject, says=says, path=path, body=body, by=by, at=now
        )
        record_act(by=by, did="cite_passage", on=passage, at=now, details={"part": part})
        mark_changed(kind=KIND, keys=[str(passage.pk)])
        if body:
            document = passage.document
            is_public = document.is_public and part == Citation.HISTORY
            write_entry(
                body=body,
                group=document.group,
                at=now,
                kind="passage",
                says=says,
                quote=passage.quote,
                part=_part(citation),
                subject=str(passage.pk),
                source=_source(citation),
                path=passage.get_absolute_url(),
                public_path=passage.get_absolute_url() if is_public else "",
            )
    return citation


def uncite_passage(*, citation: Citation, by: Person, now: datetime) -> None:
    """Take a claim back from its passage, and its line from the body's history."""
    with transaction.atomic():
        passage = citation.passage
        withdraw_entry(part=_part(citation), subject=str(passage.pk), source=_source(citation))
        record_act(by=by, did="uncite_passage", on=passage, at=now, details={"part": citation.part})
        mark_changed(kind=KIND, keys=[str(passage.pk)])
        citation.delete()


def follow_publication(*, document: Document) -> None:
    """Show or hide what histories say of a document's passages, as the document itself was. For who publishes it.

    Whatever rests on a passage of it, or of its original, is read into the index anew where it can be found.
    """
    for passage in document.passages.filter(citations__body__isnull=False).distinct():
        mark_changed(kind=KIND, keys=[str(passage.pk)])
        if document.is_public:
            show_entries(part=PART, subject=str(passage.pk), public_path=passage.get_absolute_url())
        else:
            hide_entries(part=PART, subject=str(passage.pk))
    resting = Citation.objects.filter(
        passage__document__in=[document.pk, document.copy_of_id or document.pk], part__in=settings.FINDABLE_KINDS
    )
    for part, subject in resting.values_list("part", "subject"):
        mark_changed(kind=part, keys=[subject])
    for task in settings.DOCUMENT_SHOWN_TASKS:
        enqueue(task, str(document.pk))


def _part(citation: Citation) -> str:
    return PART if citation.part == Citation.HISTORY else CLAIM


def _source(citation: Citation) -> str:
    return f"citation-{citation.pk}"
