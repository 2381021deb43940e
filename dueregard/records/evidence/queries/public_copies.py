"""The copies that everybody may read, of the documents that came by one case or another record of a part."""

from dataclasses import dataclass

from dueregard.records.evidence.access import documents_for
from dueregard.records.groups.models import Group

MOST = 200


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A public copy in a list."""

    title: str
    path: str
    kind: str
    size: int
    pages: int


def public_copies_labelled(*, group: Group, facet: str, word: str) -> tuple[PublicDocument, ...]:
    """Return the group's public copies that carry a label, such as the case they came by. One query."""
    copies = documents_for(None).filter(group=group, label_rows__facet=facet, label_rows__word=word)
    return tuple(
        PublicDocument(str(copy), copy.get_absolute_url(), copy.media_type, copy.size, copy.pages_read)
        for copy in copies.order_by("dated_on", "received_at")[:MOST]
    )
