"""What a fresh site needs of a person for help: numbers that somebody has called, to which readers can be sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.signposts.queries.contacts import contacts_lately
from dueregard.rules.wiring.desk import FirstNeeds, FirstStep

WANTED = 3  # checked numbers; a pack with fewer wants all of its own


def first_steps(person: Person, today: date) -> FirstNeeds:
    """Return the step for whoever keeps the contacts, by what they were seconds ago, as the rail counts them."""
    return FirstNeeds(lambda facts: _steps(facts, today))


def _steps(facts: Mapping[str, Any], today: date) -> tuple[FirstStep, ...]:
    if not facts["acts"]:
        return ()
    numbers = [
        way.stands.is_shown
        for contact in contacts_lately(today)
        for way in contact.ways
        if way.channel.kind == "phone" and not contact.is_historic
    ]
    wanted, checked = min(WANTED, len(numbers)) or WANTED, sum(numbers)
    left = max(wanted - checked, 0)
    words = {0: "Call the help numbers", 1: "Call one help number"}.get(left, f"Call {left} help numbers")
    hint = "Visitors see a number only after one of you has called it. Each call takes about two minutes."
    return (FirstStep(40, words, reverse("signposts:contacts"), left == 0, hint),)
