"""The pages of documents as the search finds them: a group its own, everybody the copies made for the public.

Who may open a document is access.py; here the same is said to the index, and a test compares the two.
"""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.evidence.models import Document, Page, Reading
from dueregard.records.evidence.queries.cited import released_at
from dueregard.rules.search.findable import Findable

AT_ONCE = 20
PAGES_AT_ONCE = 500


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield the pages of these documents; a document without pages is found by its name. Two queries."""
    documents = {
        document.pk: document for document in Document.objects.filter(pk__in=keys).select_related("body", "copy_of")
    }
    without = dict(documents)
    pages = Page.objects.filter(document__in=documents).order_by("document", "number").iterator(PAGES_AT_ONCE)
    for page in pages:
        without.pop(page.document_id, None)
        yield _page(documents[page.document_id], page)
    for document in without.values():
        yield _named(document)


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all documents."""
    yield from in_lists(Document.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)


def _page(document: Document, page: Page) -> Findable:
    label = page.label or f"page {page.number}"
    return _findable(
        document,
        kind="page",
        part=str(page.number),
        text=page.text,
        url=reverse("evidence:page", args=[document.pk, page.number]),
        label=label,
        page=page.number,
        start_ms=page.start_ms,
    )


def _named(document: Document) -> Findable:
    return _findable(document, kind="document", part="", text="", url=document.get_absolute_url())


def _findable(
    document: Document,
    *,
    kind: str,
    part: str,
    text: str,
    url: str,
    label: str = "",
    page: int | None = None,
    start_ms: int | None = None,
) -> Findable:
    """Return what is known of the document beside its text. The case of a public copy is its group's own affair."""
    body = document.body
    original = document.copy_of
    was_read = original is not None and original.reading in (Reading.READ, Reading.PARTLY)
    return Findable(
        kind=kind,
        of="document",
        key=str(document.pk),
        part=part,
        title=str(document),
        text=text,
        url=url,
        since=document.public_since or document.received_at,
        group=str(document.group_id),
        is_public=document.is_public,
        instead_in=str(document.group_id) if document.is_public and was_read else "",
        label=label,
        body=str(document.body_id or ""),
        about=" ".join(filter(None, [document.name if document.title else "", body.name if body else ""])),
        dated_on=document.dated_on or localdate(released_at(document)),
        cases=() if document.is_public else tuple(document.labels.get("case", ())),
        exemptions=tuple(document.labels.get("exemption", ())),
        document=str(document.pk),
        page=page,
        start_ms=start_ms,
    )
