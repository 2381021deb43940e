"""A help contact that wants checking, for the test of the list of everything."""

from datetime import timedelta

from django.utils import timezone

from dueregard.rules.help.signposts import LONGEST
from tests.parts.signposts.contacts import make_contact, phone
from tests.people import Cast


def contact(cast: Cast) -> str:
    """A telephone number that readers will not see after five days."""
    checked = timezone.localdate() + timedelta(days=5 - LONGEST["phone"])
    make_contact("line", phone(checked_on=checked.isoformat()), title="Example Helpline")
    return "Check that Example Helpline can still be reached"


MAKE = {"contact": contact}
