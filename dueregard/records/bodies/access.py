"""Who may see and who may keep the register. Every body is public; people who write to bodies keep it.

`records/groups` knows who works in which group.
"""

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, Contact, MergedEntry
from dueregard.records.groups.access import acts_for_a_group, administers, keepers_of_the_site


def body_for(slug: str) -> Body:
    """Return a body; anyone may see it. By the slug of an entry that was merged, the one it is now. Raises: Http404"""
    body = Body.objects.filter(slug=slug).first() or Body.objects.filter(merged_entries__slug=slug).first()
    if body is None:
        raise Http404
    return body


def may_keep_register(person: Person | None) -> bool:
    """Whether this person may add addresses and correct bodies: caseworkers and administrators."""
    return acts_for_a_group(person)


def others_keep_the_register(person: Person) -> bool:
    """Whether anybody else of this site may keep the register: where nobody does, one person has to do."""
    return keepers_of_the_site().exclude(pk=person.pk).exists()


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


def may_merge(person: Person | None) -> bool:
    """Whether this person may make one entry out of two: administrators, for it touches every group's work."""
    return administers(person)


def bodies_to_merge(person: Person, *slugs: str) -> list[Body]:
    """Return bodies if this person may merge them. Raises: Http404"""
    if not may_merge(person):
        raise Http404
    return [body_for(slug) for slug in slugs]


def last_merge_of(slugs: list[str]) -> MergedEntry | None:
    """Return the newest merge in which one of these entries went into another."""
    return MergedEntry.objects.filter(slug__in=slugs).select_related("into", "by").order_by("-at").first()
