"""One of each thing that waits among groups, for the test of the list of everything."""

from datetime import timedelta

from django.utils import timezone

from dueregard.records.areas.models import Area, Tier
from dueregard.records.groups.actions.found_network import found_network
from dueregard.records.groups.models import Meeting
from tests.builders import make_body, make_contact
from tests.people import LONG_AGO, Cast


def minutes(cast: Cast) -> str:
    """Northport met the day before yesterday, and nobody wrote minutes."""
    then = timezone.now() - timedelta(days=2)
    Meeting.objects.create(
        group=cast.northport, title="Kitchen table", starts_at=then, written_by=cast.asha, written_at=then,
        changed_at=then,
    )  # fmt: skip
    return "Write the minutes: Kitchen table"


def meeting(cast: Cast) -> str:
    """Northport meets in three days."""
    now = timezone.now()
    Meeting.objects.create(
        group=cast.northport, title="Harbour", starts_at=now + timedelta(days=3), written_by=cast.asha, written_at=now,
        changed_at=now,
    )  # fmt: skip
    return "Meeting: Harbour"


def network(cast: Cast) -> str:
    """A network asks Northport."""
    found_network(name="Northern network", about="", groups=[cast.northport], by=cast.dana, now=LONG_AGO)
    return "Decide whether to join Northern network"


def old_address(cast: Cast) -> str:
    """A body in Northport's area has an address that nobody has checked for two years."""
    _area(cast)
    body = make_body("Unchecked School", area_code="E06000902", prevent_duty="no")
    make_contact(body, checked_on=timezone.localdate() - timedelta(days=730))
    return "Check addresses of bodies in Waiting Northport"


def never_asked(cast: Cast) -> str:
    """A body in Northport's area was never asked."""
    _area(cast)
    make_body("Unasked School", area_code="E06000902")
    return "Ask a body in Waiting Northport that nobody has asked"


def _area(cast: Cast) -> Area:
    area, is_new = Area.objects.get_or_create(
        slug="waiting-northport", name="Waiting Northport", tier=Tier.SINGLE, nation="england"
    )
    if is_new:
        area.codes.create(code="E06000902")
    cast.northport.area = area
    cast.northport.save(update_fields=["area"])
    return area


MAKE = {
    "meeting": meeting,
    "minutes": minutes,
    "network": network,
    "old-address": old_address,
    "never-asked": never_asked,
}
