"""What waits at the front door: complaints about personal data, for administrators, with the day the law sets."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.functions import TruncDate
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of
from dueregard.rules.law.data_complaints import PERIOD
from dueregard.website.models import DataComplaint

ACKNOWLEDGE = timedelta(days=PERIOD - 1)


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of complaints: to acknowledge by law, and to answer."""
    open_yet = DataComplaint.objects.filter(answered_at=None)
    return (
        Kind(
            code="complaint",
            is_from_outside=True,
            one="complaint about data must be acknowledged",
            several="complaints about data must be acknowledged",
            page="complaints",
            to=For.ADMINISTRATORS,
            rows=open_yet.filter(acknowledged_at=None),
            since=day_of("received_at"),
            due=ExpressionWrapper(TruncDate("received_at") + ACKNOWLEDGE, output_field=DateTimeField()),
            columns=("about",),
            says=lambda row: _says(row, "Acknowledge", f"By law within {PERIOD} days."),
            seen=DataComplaint.objects.all(),
            done={
                "acknowledge_data_complaint": "acknowledged a complaint about personal data",
                "answer_data_complaint": "answered a complaint about personal data",
            },
        ),
        Kind(
            code="complaint-answer",
            is_from_outside=True,
            one="complaint about data waits for an answer",
            several="complaints about data wait for an answer",
            page="complaints",
            to=For.ADMINISTRATORS,
            rows=open_yet.exclude(acknowledged_at=None),
            since=day_of("received_at"),
            columns=("about",),
            says=lambda row: _says(row, "Answer", "It is acknowledged. Say what was done without undue delay."),
        ),
    )


def _says(row: Row, verb: str, why: str) -> Says:
    about = f"{row.words[0]}. {why}" if row.words[0] else why
    return Says(f"{verb} a complaint about personal data", about, reverse("complaint", args=[UUID(row.key)]), verb)
