"""Who may see and who may keep the register. People who write to bodies keep it.

Every body is public, but one that a group has just entered by hand: whoever compares the list from day to day would
learn whom the group is about to ask. Members read of it at once; everybody when something open names it, an
administrator says so, or its day has come. `records/groups` knows who works in which group.
"""

from datetime import date

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.bodies.models import Body, Contact, MergedEntry
from dueregard.records.bodies.models.body import BodyQuerySet
from dueregard.records.bodies.queries.openly_named import openly_named
from dueregard.records.groups.access import acts_for_a_group, administers, keepers_of_the_site

_BY_SLUG: Asked[Body] = Asked(lambda slug: Body.objects.filter(slug=slug).order_by()[:1])


def bodies_shown(person: Person | None, today: date) -> BodyQuerySet:
    """Return the bodies of which this person may read on a UK calendar date: members of all, visitors of those told."""
    return Body.objects.all() if person else Body.objects.told_by(today)


def body_shown(person: Person | None, slug: str, today: date) -> Body:
    """Return a body if this person may read of it on a UK calendar date. Raises: Http404"""
    body = body_for(slug)
    if person or body.is_told_by(today) or openly_named([body.pk]):
        return body
    raise Http404


def body_for(slug: str) -> Body:
    """Return a body for members. By the slug of an entry that was merged, the one it is now. Raises: Http404"""
    body = _BY_SLUG.first(slug) or Body.objects.filter(merged_entries__slug=slug).first()
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


def may_tell_everybody(person: Person | None) -> bool:
    """Whether this person may open a body to everybody before its day: administrators, for it may be any group's."""
    return administers(person)


def body_to_tell_of(person: Person, slug: str) -> Body:
    """Return a body if this person may open it to everybody. Raises: Http404"""
    if not may_tell_everybody(person):
        raise Http404
    return body_for(slug)


def bodies_to_merge(person: Person, *slugs: str) -> list[Body]:
    """Return bodies if this person may merge them. Raises: Http404"""
    if not may_merge(person):
        raise Http404
    return [body_for(slug) for slug in slugs]


def last_merge_of(slugs: list[str]) -> MergedEntry | None:
    """Return the newest merge in which one of these entries went into another."""
    return MergedEntry.objects.filter(slug__in=slugs).select_related("into", "by").order_by("-at").first()
