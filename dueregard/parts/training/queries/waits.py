"""What waits among records of training: a second person for one, and quoted words that nobody has compared."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.training.access import sessions_of
from dueregard.parts.training.models import Session, Statement
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of

SECOND = "Everything in it is private until a second person has checked it."
COMPARE = "The quoted words were not found in the source. Compare them, and correct the words or the place."


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return both kinds; a record waits for no one who asked for it or wrote part of it."""
    own = sessions_of(person)
    wrote = Statement.objects.filter(session=OuterRef("pk"), made_by=person)
    asked = Session.objects.filter(pk__in=own.values("pk"), proposed_at__isnull=False, published_at=None)
    quoted = Statement.objects.filter(session__in=own.values("pk"), document__read_at__isnull=False)
    return (
        Kind(
            code="training-to-publish",
            one="training record needs a second person",
            several="training records need a second person",
            page="training:all",
            to=For.GROUP,
            rows=asked.filter(~Q(proposed_by=person) & ~Q(made_by=person) & ~Exists(wrote)),
            group="group",
            since=day_of("proposed_at"),
            columns=("title", "pk"),
            says=_to_publish,
            seen=Session.objects.filter(pk__in=own.values("pk")),
            done={"publish_training": "published the training record “{0}”"},
        ),
        Kind(
            code="statement-to-compare",
            one="quoted sentence to compare with its source",
            several="quoted sentences to compare with their source",
            page="training:all",
            to=For.GROUP,
            rows=quoted.filter(passage=None),
            group="session__group",
            since=day_of("made_at"),
            columns=("session__title", "session__pk", "pk"),
            says=_to_compare,
        ),
    )


def _to_publish(row: Row) -> Says:
    title, pk = row.words[:2]
    return Says(f"Check and publish: {title}", SECOND, reverse("training:publish", args=[UUID(pk)]), "Check it")


def _to_compare(row: Row) -> Says:
    title, pk, statement = row.words[:3]
    href = f"{reverse('training:one', args=[UUID(pk)])}#said-{UUID(statement)}"
    return Says(f"Compare a quoted sentence: {title}", COMPARE, href, "Compare")
