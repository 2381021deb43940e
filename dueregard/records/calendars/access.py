"""Who may say when a school is closed: anyone who works in a group. Everyone may read the days themselves."""

from uuid import UUID

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.access import body_for
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.models import SchoolClosure
from dueregard.records.groups.access import works_in_a_group


def school_kept_by(person: Person | None, slug: str) -> Body:
    """Return a body whose closed days this person may enter. Raises: Http404"""
    if not works_in_a_group(person):
        raise Http404
    return body_for(slug)


def closure_kept_by(person: Person | None, slug: str, pk: UUID) -> SchoolClosure:
    """Return closed days of a body that this person may withdraw. Raises: Http404"""
    closure = SchoolClosure.objects.all().touching(school_kept_by(person, slug)).filter(pk=pk).first()
    if closure is None:
        raise Http404
    return closure
