"""Who may say that a contact works: whoever may act for a group, and administrators."""

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import text_by_reference
from dueregard.records.groups.access import acts_for_a_group


def may_check(person: Person | None) -> bool:
    """Tell whether this person's word changes what readers see."""
    return acts_for_a_group(person)


def contact_kept_by(person: Person | None, pack: str, slug: str) -> PackText:
    """Return the contact if this person may say whether it works. Raises: Http404"""
    text = text_by_reference(f"{pack}/contact/{slug}")
    if text is None or text.retired_at is not None or not may_check(person):
        raise Http404
    return text
