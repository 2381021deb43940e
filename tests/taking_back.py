"""Takes back what is public, or publishes it, in a process of its own that reads a kind and a key a line.

It answers each line with `done` once its act has returned, as a person would be told.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.actions.publish_case import publish_case, unpublish_case
from dueregard.parts.foi.models import Case
from dueregard.parts.pledge.actions.own import withdraw as withdraw_signature
from dueregard.parts.tracker.actions.publish import withdraw as withdraw_demand
from dueregard.parts.tracker.models import Demand
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.models import Question
from dueregard.records.redaction.actions.publish_copy import withdraw_copy
from dueregard.records.redaction.models import PublicCopy

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WHY = "A name was left in."


def case(key: str, by: Person) -> None:
    unpublish_case(case=Case.objects.get(pk=key), why=WHY, by=by, now=timezone.now())


def let_out(key: str, by: Person) -> None:
    publish_case(case=Case.objects.get(pk=key), by=by, now=timezone.now())


def document(key: str, by: Person) -> None:
    withdraw_copy(asked=PublicCopy.objects.get(copy_id=key), why=WHY, by=by, now=NOW)


def question(key: str, by: Person) -> None:
    show_findings(question=Question.objects.get(pk=key), is_public=False, by=by, now=NOW)


def demand(key: str, by: Person) -> None:
    withdraw_demand(record=Demand.objects.get(pk=key), why=WHY, by=by, now=NOW)


def signatory(key: str, by: Person) -> None:
    withdraw_signature(pk=key, words="We withdraw.", now=NOW)  # type: ignore[arg-type]


ACTS: dict[str, Callable[[str, Person], None]] = {
    act.__name__: act for act in (case, let_out, document, question, demand, signatory)
}


def main() -> None:
    """Do what is asked for until nobody asks any more."""
    for line in sys.stdin:
        kind, key = line.split()
        ACTS[kind](key, Person.objects.get(username="asha"))
        sys.stdout.write("done\n")
        sys.stdout.flush()
