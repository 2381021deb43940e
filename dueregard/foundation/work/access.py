"""Whose acts on many things a page may show: those of whoever began them."""

from uuid import UUID

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work.models import LongAct


def long_act_of(person: Person, pk: UUID) -> LongAct:
    """Return an act that this person began. Raises: Http404"""
    try:
        return LongAct.objects.get(pk=pk, by=person)
    except LongAct.DoesNotExist:
        raise Http404 from None
