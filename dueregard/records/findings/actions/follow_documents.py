"""Keeps where everybody can read what findings rest on, whenever a document is published or withdrawn.

A withdrawn document shows nothing from that instant, whatever stands here: whoever reads asks whether it is public.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.findings.models import Finding
from dueregard.records.findings.queries.finding_page import WITH
from dueregard.records.findings.queries.places import public_places

AT_ONCE = 200


def follow_document(*, pk: UUID) -> int:
    """Find again the public place of whatever rests on a document or on its original. Return how many changed."""
    rests = Q(passage__document=pk) | Q(passage__document__copies=pk) | Q(source__copy=pk) | Q(source__copy__copies=pk)
    return _follow(list(Finding.objects.filter(rests | Q(shown_in=pk)).values_list("pk", flat=True).distinct()))


def follow_every_document() -> int:
    """Find again the public place of every finding: after an upgrade, and once a night. Return how many changed."""
    resting = Finding.objects.filter(Q(passage__isnull=False) | Q(source__copy__isnull=False))
    return _follow(list(resting.order_by("pk").values_list("pk", flat=True)))


def follow_documents_of(findings: Sequence[Finding]) -> int:
    """Keep the public place of these findings, in the transaction of the caller. Return how many changed."""
    places = public_places(findings)
    changed = 0
    for one in findings:
        place = places.get(one.pk)
        document = place.document if place else None
        if one.shown_in_id != document:
            one.shown_in_id = document
            one.save(update_fields=["shown_in"])
            mark_changed(kind="finding", keys=[str(one.pk)])
            changed += 1
    return changed


def _follow(keys: Sequence[UUID]) -> int:
    changed = 0
    for at in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            held = Finding.objects.select_for_update(of=("self",)).filter(pk__in=keys[at : at + AT_ONCE])
            changed += follow_documents_of(list(held.select_related(*WITH)))
    return changed
