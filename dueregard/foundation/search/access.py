"""The only door to searches that people keep: a person's own, or the one whose secret address is shown."""

from uuid import UUID

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.models import KeptSearch, digest_of_address


def search_of(person: Person, pk: UUID) -> KeptSearch:
    """Return a search that this person keeps. Raises: Http404"""
    kept = KeptSearch.objects.filter(person=person, pk=pk).first()
    if kept is None:
        raise Http404
    return kept


def search_with_address(secret: str) -> KeptSearch:
    """Return the search that an address opens, while its owner's account is open. By digest, so timing tells nothing.

    Raises: Http404
    """
    if not secret:
        raise Http404
    kept = KeptSearch.objects.select_related("person").filter(digest=digest_of_address(secret)).first()
    if kept is None or not kept.person.still_holds(kept.address_made_at):
        raise Http404
    return kept
