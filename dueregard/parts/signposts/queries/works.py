"""Whether the ways to get help that the site shows were checked lately."""

from datetime import datetime

from django.utils import timezone

from dueregard.parts.signposts.queries.contacts import contacts_freshly
from dueregard.rules.wiring.works import How, Works


def works_now(now: datetime) -> list[Works]:
    """Say it; nothing where the site has no contacts. Two queries."""
    contacts = [contact for contact in contacts_freshly(timezone.localdate(now)) if not contact.is_historic]
    if not contacts:
        return []
    reached = sum(bool(contact.shown) for contact in contacts)
    if not reached:
        how, says = How.NOT, "No helpline or organisation was checked lately, so none is shown."
    elif reached < len(contacts):
        how, says = How.PARTLY, "Some organisations are hidden until someone has checked that they still answer."
    else:
        how, says = How.WELL, "Every organisation that is shown was checked lately."
    return [Works(60, "Help contacts", how, says)]
