"""What the groups of a network read of a document: what it is, and its public copy if there is one. Never its pages."""

from __future__ import annotations

from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Document, NetworkDocument
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.wiring.network_kind import NetworkKind, Told


def told(document: Document) -> Told:
    """Return its title, and a link to its public copy."""
    public = next((copy for copy in document.copies.all() if copy.is_public), None)
    facts = [
        document.body.name if document.body else "",
        f"dated {day_words(document.dated_on)}" if document.dated_on else "",
        "" if public else "Not public. Ask the group for it.",
    ]
    return Told(str(document), tuple(filter(None, facts)), href=public.get_absolute_url() if public else "")


KIND = NetworkKind(
    "document",
    "document",
    "documents",
    NetworkDocument,
    lambda person: documents_kept_by(person).filter(copy_of=None).order_by("-received_at", "pk"),
    told,
    beside=("body",),
    listed=("copies",),
)
