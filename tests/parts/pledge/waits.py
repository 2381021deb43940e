"""One waiting thing of each kind of the pledge, for the test of the list of everything."""

from datetime import date

from django.utils import timezone

from dueregard.parts.pledge.actions.ask import Decided
from dueregard.parts.pledge.actions.doubt import doubt
from dueregard.parts.pledge.actions.own import decide_again
from dueregard.rules.pledge.terms import Maker
from tests.parts.pledge.builders import ALL, make_listed, make_signatory
from tests.people import Cast


def asked(cast: Cast) -> str:
    """An organisation that asked."""
    make_signatory(name="Asking Branch", now=timezone.now())
    return "Look at who asks to sign the pledge: Asking Branch"


def decided(cast: Cast) -> str:
    """A signatory that decided again."""
    now = timezone.now()
    listed = make_listed(cast.asha, name="Deciding Branch", now=now)
    decide_again(pk=listed.pk, decided=Decided(ALL[:2], "Not all.", Maker.COMMITTEE, date(2026, 11, 1)), now=now)
    return "Look at a newer decision: Deciding Branch"


def doubted(cast: Cast) -> str:
    """A signatory that someone doubts."""
    now = timezone.now()
    listed = make_listed(cast.asha, name="Doubted Branch", now=now)
    doubt(signatory=listed, says="We never decided this.", reply_to="", now=now)
    return "Look into a doubt: Doubted Branch"


MAKE = {"signatory": asked, "signatory-decision": decided, "signatory-doubt": doubted}
