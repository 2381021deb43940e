"""The only door to consultations. A group's work on one is its own; its voting page is for whoever has the address."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.consultations.models import Consultation
from dueregard.records.groups.access import acts_in, groups_of, groups_worked_by


def consultations_of(person: Person | None) -> QuerySet[Consultation]:
    """Return the consultations of this person's groups."""
    return Consultation.objects.filter(group__in=groups_of(person)).select_related("group")


def consultation_for(person: Person | None, pk: UUID) -> Consultation:
    """Return a consultation whose page on the desk this person may read. Raises: Http404"""
    return _found(consultations_of(person).filter(pk=pk).first())


def consultation_worked_by(person: Person | None, pk: UUID) -> Consultation:
    """Return a consultation that this person may run in its group's name. Raises: Http404"""
    return _found(consultations_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def may_run(person: Person | None, consultation: Consultation) -> bool:
    """Tell whether this person may run a consultation in its group's name."""
    return acts_in(person, consultation.group_id)


def voting_page(pk: UUID) -> Consultation:
    """Return a consultation that members may know of: it was checked, and nothing of it changes. Raises: Http404"""
    return _found(Consultation.objects.filter(confirmed_at__isnull=False, pk=pk).select_related("group").first())


def _found(row: Consultation | None) -> Consultation:
    if row is None:
        raise Http404
    return row
