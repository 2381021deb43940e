"""The only door to packages: each is its group's."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import groups_of
from dueregard.records.packages.models import Export


def exports_of(person: Person | None) -> QuerySet[Export]:
    """Return the packages that were made of documents of this person's groups."""
    return Export.objects.filter(group__in=groups_of(person)).select_related("group", "asked_by")


def export_for(person: Person | None, pk: UUID) -> Export:
    """Return a package of documents of a group of this person. Raises: Http404"""
    return get_object_or_404(exports_of(person), pk=pk)
