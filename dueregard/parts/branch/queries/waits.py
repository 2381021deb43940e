"""What waits on branch paths: the next step of each, and every other one that a person gave a day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.branch.access import paths_of
from dueregard.parts.branch.models import Step
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of
from dueregard.rules.branch.steps import Code

SAYS: Mapping[Code, str] = {
    Code.NATIONAL: "Look for national policy",
    Code.POLICY: "Adopt a policy",
    Code.MEMBERS: "Tell members",
    Code.MANAGEMENT: "Write to management",
    Code.STANDING: "Get the standing item",
    Code.RESPONSE: "Review the response",
    Code.OFFICIAL: "Take advice",
    Code.CONSULT: "Consult members",
    Code.DECIDE: "Decide",
}


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the one kind: open steps that have a day."""
    steps = Step.objects.filter(path__in=paths_of(person).values("pk"))
    return (
        Kind(
            code="branch-step",
            one="step of a branch path",
            several="steps of branch paths",
            page="branch:all",
            to=For.GROUP,
            rows=steps.filter(done_on=None, due_on__isnull=False),
            group="path__group",
            since=day_of("path__made_at"),
            due="due_on",
            columns=("code", "path__name", "path__pk", "who"),
            says=_says,
            seen=steps,
            done={"take_branch_step": "recorded a step of {1}"},
        ),
    )


def _says(row: Row) -> Says:
    code, name, path, who = row.words[:4]
    href = reverse("branch:step", args=[UUID(path), code])
    return Says(f"{SAYS[Code(code)]}: {name}", who or "The next step of the branch path.", href, "Record it")
