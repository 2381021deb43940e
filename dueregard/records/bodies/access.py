"""Who may see and who may keep the register. Every body is public; people who write to bodies keep it.

`records/groups` knows who works in which group.
"""

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, Contact
from dueregard.records.groups.access import acts_for_a_group


def body_for(slug: str) -> Body:
    """Return a body; anyone may see it. Raises: Http404"""
    body = Body.objects.filter(slug=slug).first()
    if body is None:
        raise Http404
    return body


def may_keep_register(person: Person | None) -> bool:
    """Whether this person may add addresses and correct bodies: caseworkers and administrators."""
    return acts_for_a_group(person)


def body_to_keep(person: Person, slug: str) -> Body:
    """Return a body if this person may change what the register says about it. Raises: Http404"""
    if not may_keep_register(person):
        raise Http404
    return body_for(slug)


def contact_to_keep(person: Person, slug: str, pk: int) -> Contact:
    """Return an address if this person may change it. Raises: Http404"""
    contact = Contact.objects.filter(body=body_to_keep(person, slug), pk=pk).select_related("body").first()
    if contact is None:
        raise Http404
    return contact


def must_keep(person: Person) -> None:
    """Allow only people who may keep the register. Raises: Http404"""
    if not may_keep_register(person):
        raise Http404
