"""What a fresh site needs of a person in requests: the first question."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import cases_of
from dueregard.rules.casework.events import Phase
from dueregard.rules.wiring.desk import FirstNeeds, FirstStep


def first_steps(person: Person, today: date) -> FirstNeeds:
    """Return the step for whoever acts for a group."""
    return FirstNeeds(_steps, {"has_asked": Exists(cases_of(person).exclude(phase=Phase.PREPARING))})


def _steps(facts: Mapping[str, Any]) -> tuple[FirstStep, ...]:
    if not facts["acts"]:
        return ()
    hint = "Choose a question, choose who to ask, read the letters, send them."
    return (FirstStep(50, "Ask your first question", reverse("foi:choose_template"), facts["has_asked"], hint),)
