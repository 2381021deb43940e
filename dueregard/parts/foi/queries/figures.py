"""What the published requests add up to, for the home page. What is not published is a group's own: never counted."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from dueregard.parts.foi.access import public_cases
from dueregard.rules.casework.events import Outcome
from dueregard.rules.casework.first_answer import Came
from dueregard.rules.casework.states import share_of
from dueregard.rules.wiring.figures import HomeFigure

FEW = 20  # of fewer, a share in per cent would promise more than it knows


def figures(today: date) -> tuple[HomeFigure, ...]:
    """Return how many published requests were sent, answered in time, and refused. One query."""
    is_late = Q(came=Came.LATE.value) | Q(outcome="", they_owe=1, due_on__lt=today)
    told = public_cases().aggregate(
        asked=Count("pk", filter=Q(sent_on__isnull=False)),
        in_time=Count("pk", filter=Q(came=Came.IN_TIME.value)),
        late=Count("pk", filter=is_late),
        refused=Count("pk", filter=Q(outcome__in=[Outcome.REFUSED.value, Outcome.RELEASED_IN_PART.value])),
    )
    href = reverse("foi:public_list")
    requests = "request" if told["asked"] == 1 else "requests"
    return (
        HomeFigure(10, f"{told['asked']:,}", f"published {requests} to public bodies", href),
        _in_time(told["in_time"], told["in_time"] + told["late"]),
        HomeFigure(30, f"{told['refused']:,}", "refused, in full or in part", f"{href}?stands=refused"),
    )


def _in_time(number: int, due: int) -> HomeFigure:
    """Say how many of the answers that were due came in time; one that never came is due and did not."""
    if due < FEW:
        return HomeFigure(20, f"{number} of {due}" if due else "0", "answers that were due came in time")
    return HomeFigure(20, share_of(number, due), "of answers that were due came in time")
