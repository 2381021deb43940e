"""Says anew what is known of a document from those who gave it; files inside it take over what is known of it."""

from django.db import transaction
from django.db.models import Q

from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.evidence.models import Document, Label, Provenance
from dueregard.rules.documents.labels import Labels, union


def label_document(*, document: Document) -> None:
    """Work out a document's labels, and whether the body sent it, from its provenances; then of files inside."""
    with transaction.atomic():
        waiting, seen = [document], set()
        while waiting:
            one = waiting.pop()
            if one.pk in seen:
                continue
            seen.add(one.pk)
            labels, came_in_reply = union(_labels_of(one)), _came_in_reply(one)
            if (labels, came_in_reply) != (one.labels, one.came_in_reply):
                one.labels, one.came_in_reply = labels, came_in_reply
                one.save(update_fields=["labels", "came_in_reply"])
                _write_rows(one)
                mark_changed(kind="document", keys=[str(one.pk)])
                waiting += Document.objects.filter(provenances__parent=one).distinct()


def label_giving(*, part: str, subject: str, labels: Labels) -> int:
    """Set what a giver knows of what it gave, such as the sections of a refusal. Returns how many documents."""
    with transaction.atomic():
        given = Provenance.objects.filter(part=part, subject=subject).select_related("document")
        documents = {one.document_id: one.document for one in given}
        given.update(labels={facet: list(words) for facet, words in labels.items()})
        for document in documents.values():
            label_document(document=document)
    return len(documents)


def first_labels(document: Document) -> None:
    """Write the labels that a document was made with: nobody else has spoken of it, and nothing is inside it."""
    if document.labels:
        _add_rows(document)
        mark_changed(kind="document", keys=[str(document.pk)])


def _write_rows(document: Document) -> None:
    document.label_rows.all().delete()
    _add_rows(document)


def _add_rows(document: Document) -> None:
    words = {(facet, word[:200]) for facet, words in document.labels.items() for word in words}
    Label.objects.bulk_create(Label(document=document, facet=facet[:40], word=word) for facet, word in sorted(words))


def _came_in_reply(document: Document) -> bool:
    by_mail = Q(kind=Provenance.Kind.CORRESPONDENCE) | Q(parent__came_in_reply=True)
    return document.provenances.exclude(parent=document).filter(by_mail).exists()


def _labels_of(document: Document) -> list[Labels]:
    """Return what each giver says; where that is a file it lay in, what is known of that file."""
    rows = document.provenances.exclude(parent=document, labels={}).values_list("labels", "parent__labels")
    return [labels for own, parents in rows for labels in (own, parents or {})]
