"""The only door to versions, suggestions and files of the guide. What one may not see does not exist."""

from django.db.models import QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.models import PrintFile, Revision, Suggestion
from dueregard.records.groups.access import acts_for_a_group


def may_edit(person: Person | None) -> bool:
    """Tell whether this person keeps the guide: a caseworker of any group, or an administrator."""
    return acts_for_a_group(person)


def editor(person: Person | None) -> Person:
    """Return the person if they keep the guide; for anybody else the page does not exist. Raises: Http404"""
    if person is None or not may_edit(person):
        raise Http404
    return person


def version(section: PackText, number: int) -> Revision:
    """Return a version of a section; every one is public. Raises: Http404"""
    found = Revision.objects.filter(section=section, number=number).select_related("section__pack", "by").first()
    if found is None:
        raise Http404
    return found


def answered_suggestions() -> QuerySet[Suggestion]:
    """Return the suggestions that anybody may read, the latest answer first."""
    return (
        Suggestion.objects.exclude(state=Suggestion.State.HELD)
        .select_related("section", "revision")
        .order_by("-answered_at", "-pk")
    )


def suggestion_sent(token: str) -> Suggestion:
    """Return a suggestion for the reader who sent it, by the token only they have. Raises: Http404"""
    found = Suggestion.objects.filter(token=token).select_related("section", "revision").first()
    if found is None:
        raise Http404
    return found


def suggestion_for(person: Person | None, pk: int) -> Suggestion:
    """Return a suggestion for somebody who may answer it. Raises: Http404"""
    editor(person)
    found = Suggestion.objects.filter(pk=pk).select_related("section__pack", "seen", "revision", "answered_by").first()
    if found is None:
        raise Http404
    return found


def print_file(sha256: str) -> PrintFile:
    """Return a file for print by the hash of its bytes; every one is public. Raises: Http404"""
    found = PrintFile.objects.filter(sha256=sha256).first()
    if found is None:
        raise Http404
    return found
