"""The cases of a group that a letter might answer as well: those of the same body, or those that match typed words."""

from dataclasses import dataclass

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import cases_beside
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.pen import named
from dueregard.rules.casework.events import Phase

MOST = 50


@dataclass(frozen=True, slots=True)
class OtherCases:
    """A reply and the cases it could be filed to as well."""

    reply: Correspondence
    cases: list[Case]
    typed: str


def other_cases(reply: Correspondence, person: Person, typed: str) -> OtherCases:
    """Return the asked cases of the reply's group that do not have this e-mail yet."""
    cases = cases_beside(person, reply.case).exclude(phase=Phase.PREPARING)
    cases = cases.exclude(pk__in=Correspondence.objects.filter(email=reply.email_id).values("case"))
    cases = cases.filter(named(typed)) if typed else cases.filter(body=reply.case.body_id)
    found = cases.select_related("body", "campaign").order_by("body__name", "-last_at")
    return OtherCases(reply, list(found[:MOST]), typed)
