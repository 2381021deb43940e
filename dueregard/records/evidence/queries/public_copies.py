"""The copies that everybody may read, of the documents that came by one case or another record of a part."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.queries.thumbs import thumb_of
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
    picture: str = ""  # of its first page, small


def public_copies_labelled(*, group: Group, facet: str, word: str) -> tuple[PublicDocument, ...]:
    """Return the group's public copies that carry a label, such as the case they came by. One query."""
    copies = documents_for(None).filter(group=group, label_rows__facet=facet, label_rows__word=word)
    return tuple(
        PublicDocument(str(copy), copy.get_absolute_url(), copy.media_type, copy.size, copy.pages_read, thumb_of(copy))
        for copy in copies.order_by("dated_on", "received_at")[:MOST]
    )


def public_copies_of(originals: Iterable[UUID]) -> dict[UUID, str]:
    """Return where everybody can read these documents, for those that have a public copy. One query, none for none."""
    return {original: copy.path for original, copy in copies_by_original(originals).items()}


def copies_by_original(originals: Iterable[UUID]) -> dict[UUID, PublicDocument]:
    """Return the public copy of each document that has one, under its own title. One query, none for none."""
    wanted = set(originals)
    if not wanted:
        return {}
    copies = documents_for(None).filter(copy_of__in=wanted).order_by("received_at")
    return {
        copy.copy_of_id: PublicDocument(str(copy), copy.get_absolute_url(), copy.media_type, copy.size, copy.pages_read)
        for copy in copies
        if copy.copy_of_id
    }
