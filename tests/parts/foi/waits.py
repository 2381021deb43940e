"""One waiting thing of each kind of casework, for the test of the list of everything."""

from datetime import timedelta

from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import Outcome, Phase
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_held, make_letter, make_reply, make_waiting_case
from tests.people import Cast

State = OutgoingMessage.State


def reply(cast: Cast) -> str:
    """A reply that nobody has read."""
    make_reply(_case(cast, "Northport College"), is_sorted=False)
    return "Sort the reply from Northport College"


def held(cast: Cast) -> str:
    """An e-mail in the holding pen."""
    make_held(cast.northport, subject="About your letter")
    return "About your letter"


def unsure(cast: Cast) -> str:
    """A letter of which nobody knows whether it went."""
    make_letter(_case(cast, "Eastmere Council"), step=Step.REMINDER, state=State.UNSURE)
    return "Find out whether a letter to Eastmere Council was sent"


def refused(cast: Cast) -> str:
    """A letter that a mail server refused."""
    make_letter(_case(cast, "Westfold Council"), step=Step.REMINDER, state=State.FAILED)
    return "A letter to Westfold Council could not be delivered"


def collect(cast: Cast) -> str:
    """An answer on a website whose link ends."""
    case = _case(cast, "Southmoor Trust")
    make_reply(case, collect_by=timezone.localdate() + timedelta(days=4))
    return "Download the answer of Southmoor Trust"


def sorted_by_rule(cast: Cast) -> str:
    """Two letters that a rule sorted this week."""
    case = _case(cast, "Northport Police")
    for _ in range(2):
        make_reply(case, sorted_by_rule=True, created_at=timezone.now())
    return "Check 2 letters sorted automatically this week"


def overdue(cast: Cast) -> str:
    """A body that missed its last day."""
    case = make_waiting_case(
        make_campaign(cast.northport), make_body("Late College"), due_on=timezone.localdate() - timedelta(days=3)
    )
    case.standing["reminded_on"] = None  # as the site itself writes it
    case.save()
    return "Send a reminder to Late College"


def step(cast: Cast) -> str:
    """A refusal that can be challenged until a day."""
    make_case(
        make_campaign(cast.northport),
        make_body("Refusing Trust"),
        phase=Phase.ANSWERED.value,
        outcome=Outcome.REFUSED.value,
        due_on=timezone.localdate() + timedelta(days=5),
    )
    return "Ask Refusing Trust for an internal review"


def coming(cast: Cast) -> str:
    """Two bodies that must answer on one day."""
    campaign = make_campaign(cast.northport, title="What is coming")
    for _ in range(2):
        make_waiting_case(campaign, due_on=timezone.localdate() + timedelta(days=1))
    return "2 bodies must answer"


def closed(cast: Cast) -> str:
    """A body that closed before its letter went."""
    case = make_case(make_campaign(cast.northport), make_body("Gone School", closed_on=timezone.localdate()))
    make_letter(case, state=State.UNDONE)
    return "Gone School has closed"


def planned(cast: Cast) -> str:
    """A case whose day has come, and that nobody looked through."""
    case = _case(cast, "Planned Trust")
    Case.objects.filter(pk=case.pk).update(publish_on=timezone.localdate(), publish_planned_by=cast.asha)
    return "Look through Planned Trust before it is published"


def _case(cast: Cast, name: str) -> Case:
    far = timezone.localdate() + timedelta(days=40)
    return make_waiting_case(make_campaign(cast.northport), make_body(name), due_on=far)


MAKE = {
    "reply": reply,
    "held": held,
    "unsure": unsure,
    "refused": refused,
    "collect": collect,
    "sorted": sorted_by_rule,
    "overdue": overdue,
    "step": step,
    "coming": coming,
    "closed": closed,
    "planned": planned,
}
