"""One complaint of each kind, for the test of the list of everything."""

from datetime import timedelta

from django.utils import timezone

from dueregard.website.models import DataComplaint
from tests.people import Cast


def complaint(cast: Cast) -> str:
    """A complaint that nobody has acknowledged."""
    DataComplaint.objects.create(
        about="A name", says="Take it out.", reply_to="a@b.example", received_at=timezone.now()
    )
    return "Acknowledge a complaint about personal data"


def complaint_answer(cast: Cast) -> str:
    """A complaint that was acknowledged."""
    then = timezone.now() - timedelta(days=2)
    DataComplaint.objects.create(
        about="A photograph", says="Take it out.", reply_to="a@b.example", received_at=then, acknowledged_at=then,
        acknowledged_by=cast.dana,
    )  # fmt: skip
    return "Answer a complaint about personal data"


MAKE = {"complaint": complaint, "complaint-answer": complaint_answer}
