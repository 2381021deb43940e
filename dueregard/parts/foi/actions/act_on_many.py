"""One act in many cases of a campaign: the reminder that each is due, or one clarification for all that were asked.

Each case is done or refused by itself; what was done stays done, and who was left out is named with the reason.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.queries import NoSuchLetter
from dueregard.parts.foi.actions.queue_letter import CannotQueue, Queued, queue_letter
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.letters import filled_letter
from dueregard.rules.casework.events import Phase
from dueregard.rules.casework.wording import MissingFact, UnknownPlaceholders

NOT_ASKED_TO = "They have not asked us to clarify, or we have answered already."


def clarify_alike(*, cases: Iterable[Case], typed: str, by: Person, now: datetime) -> Queued:
    """Queue one clarification in each of these cases whose body asked for one, with the same words in each letter."""
    letters, left_out = 0, []
    for case in cases:
        if case.phase != Phase.CLARIFYING or case.unsorted:
            left_out.append((case.body.name, NOT_ASKED_TO))
            continue
        try:
            with transaction.atomic():
                letter = filled_letter(case, Step.CLARIFICATION, now=now, typed=typed)
                queue_letter(case=case, step=Step.CLARIFICATION, letter=letter, by=by, now=now)
            letters += 1
        except (CannotQueue, NoSuchLetter, MissingFact, UnknownPlaceholders) as refusal:
            left_out.append((case.body.name, str(refusal)))
    return Queued(letters, tuple(left_out))
