"""The only door to letters that a group sent: its members read them, those who act for it send and close them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.letters.models import SentLetter
from dueregard.records.groups.access import groups_of, groups_worked_by


def letters_of(person: Person | None) -> QuerySet[SentLetter]:
    """Return the letters of this person's groups."""
    return SentLetter.objects.filter(group__in=groups_of(person)).select_related("group", "body", "outgoing")


def letter_for(person: Person | None, pk: UUID) -> SentLetter:
    """Return a letter that this person may read. Raises: Http404"""
    return _found(letters_of(person).filter(pk=pk).first())


def letter_worked_by(person: Person | None, pk: UUID) -> SentLetter:
    """Return a letter that this person may undo, close and answer in its group's name. Raises: Http404"""
    return _found(letters_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def may_send(person: Person | None) -> bool:
    """Tell whether this person may send letters in the name of some group."""
    return groups_worked_by(person).exists()


def acts_for(person: Person | None, letter: SentLetter) -> bool:
    """Tell whether this person acts in the name of the group of a letter."""
    return groups_worked_by(person).filter(pk=letter.group_id).exists()


def _found(row: SentLetter | None) -> SentLetter:
    if row is None:
        raise Http404
    return row
