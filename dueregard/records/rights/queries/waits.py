"""What waits for administrators: requests about data, with the day the law sets."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateTimeField, ExpressionWrapper, F
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.rights.models import Request
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says
from dueregard.rules.law.data_rights import Right

SHORTEST_MONTH = timedelta(days=27)  # the list must not call a request in time that is late; its page has the day


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the requests that nobody has answered."""
    return (
        Kind(
            code="rights-request",
            is_from_outside=True,
            one="request about personal data waits for an answer",
            several="requests about personal data wait for an answer",
            page="rights:requests",
            to=For.ADMINISTRATORS,
            rows=Request.objects.filter(state=Request.State.OPEN),
            since=F("received_on"),
            due=ExpressionWrapper(F("received_on") + SHORTEST_MONTH, output_field=DateTimeField()),
            columns=("right",),
            says=_says,
            seen=Request.objects.all(),
            done={"answer_rights_request": "answered a request about personal data"},
        ),
    )


def _says(row: Row) -> Says:
    words = f"{Right(row.words[0]).label}. By law within one month; the page says until which day."
    return Says(
        "Answer a request about personal data", words, reverse("rights:request", args=[UUID(row.key)]), "Answer"
    )
