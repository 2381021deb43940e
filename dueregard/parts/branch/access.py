"""The only door to paths and adopted texts. A path is its group's own; a text is, until the group shares it."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.branch.models import AdoptedText, Ask, Path, Step
from dueregard.records.groups.access import groups_of, groups_worked_by
from dueregard.records.groups.models import Group

Row = TypeVar("Row", bound=Model)


def paths_of(person: Person | None) -> QuerySet[Path]:
    """Return the paths of this person's groups."""
    return paths_of_groups(groups_of(person))


def paths_of_groups(groups: QuerySet[Group]) -> QuerySet[Path]:
    """Return the paths of these groups, for whoever reads their work."""
    return Path.objects.filter(group__in=groups).select_related("group", "body")


def path_for(person: Person | None, pk: UUID) -> Path:
    """Return a path of a group of this person. Raises: Http404"""
    return _found(paths_of(person).filter(pk=pk).first())


def path_worked_by(person: Person | None, pk: UUID) -> Path:
    """Return a path that this person may throw away. Raises: Http404"""
    return _found(paths_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def step_for(person: Person | None, pk: UUID, code: str) -> Step:
    """Return a step of a path of this person's groups. Raises: Http404"""
    rows = Step.objects.filter(path__in=paths_of(person).values("pk"))
    return _found(rows.select_related("path__group", "path__body").filter(path=pk, code=code).first())


def ask_for(person: Person | None, pk: int) -> Ask:
    """Return one thing asked on a path of this person's groups. Raises: Http404"""
    rows = Ask.objects.filter(path__in=paths_of(person).values("pk"))
    return _found(rows.select_related("path__group", "path__body").filter(pk=pk).first())


def texts_for(person: Person | None) -> QuerySet[AdoptedText]:
    """Return the adopted texts that this person may read: their groups', and those shared with everybody."""
    visible = Q(shared_at__isnull=False) | Q(group__in=groups_of(person))
    return AdoptedText.objects.filter(visible).select_related("group", "body")


def own_texts(person: Person | None) -> QuerySet[AdoptedText]:
    """Return the adopted texts of this person's groups."""
    return AdoptedText.objects.filter(group__in=groups_of(person)).select_related("group", "body")


def text_for(person: Person | None, pk: UUID) -> AdoptedText:
    """Return an adopted text that this person may read. Raises: Http404"""
    return _found(texts_for(person).filter(pk=pk).first())


def text_of(person: Person | None, pk: UUID) -> AdoptedText:
    """Return an adopted text of a group of this person. Raises: Http404"""
    return _found(texts_for(person).filter(group__in=groups_of(person), pk=pk).first())


def text_worked_by(person: Person | None, pk: UUID) -> AdoptedText:
    """Return an adopted text that this person may share. Raises: Http404"""
    return _found(texts_for(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def is_own_text(person: Person | None, text: AdoptedText) -> bool:
    """Tell whether a text is of a group of this person."""
    return groups_of(person).filter(pk=text.group_id).exists()


def may_share(person: Person | None, text: AdoptedText) -> bool:
    """Tell whether this person acts in the name of the text's group."""
    return groups_worked_by(person).filter(pk=text.group_id).exists()


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
