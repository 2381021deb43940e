"""What waits, for the list of everything."""

from datetime import date

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kind of heaps to fold: there is one, for whoever acts for a group."""
    return (
        Kind(
            code="heap",
            one="heap to fold",
            several="heaps to fold",
            page="pamphlets:desk",
            to=For.KEEPERS,
            few=lambda: (Row("heap", today, None),),
            says=lambda row: Says("Fold the heap", "Pamphlets: all of them", reverse("pamphlets:desk"), "Fold it"),
        ),
    )
