"""One waiting thing of each kind of demands and decisions, for the test of the list of everything."""

from datetime import timedelta

from django.utils import timezone

from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.parts.tracker.builders import make_decision, make_demand, make_public, say
from tests.people import Cast


def answer(cast: Cast) -> str:
    """A demand whose answer was wanted by yesterday."""
    now = timezone.now()
    today = timezone.localdate(now)
    demand = make_demand(
        cast.northport, make_body("Silent Council"), cast.asha, demanded_on=today - timedelta(days=60), now=now
    )
    say(
        demand, Kind.ACTION, "letter", today - timedelta(days=50), cast.asha, now=now,
        answer_by=today - timedelta(days=1),
    )  # fmt: skip
    return "Ask Silent Council for its answer"


def review(cast: Cast) -> str:
    """A decision that is looked at again next week."""
    now = timezone.now()
    today = timezone.localdate(now)
    make_decision(
        cast.northport, cast.asha, organisation="Northport branch", decided_on=today - timedelta(days=100),
        review_on=today + timedelta(days=7), now=now,
    )  # fmt: skip
    return "Ask whether a decision still stands: Northport branch"


def lines(cast: Cast) -> str:
    """A public demand with a line that nobody has looked through."""
    now = timezone.now()
    today = timezone.localdate(now)
    demand = make_demand(
        cast.northport, make_body("Open Council"), cast.asha, demanded_on=today - timedelta(days=60), now=now
    )
    make_public(demand, cast.asha, now=now)
    say(demand, Kind.OUTCOME, "promise", today - timedelta(days=2), cast.asha, now=now)
    return "Look through what is new about Open Council"


MAKE = {"demand-answer": answer, "decision-review": review, "demand-lines": lines}
