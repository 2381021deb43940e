"""Plain functions that make one record each, with sensible values for what a test does not care about."""

from datetime import UTC, date, datetime
from typing import Any

from dueregard.records.bodies.actions.index_names import index_names
from dueregard.records.bodies.models import Body, Contact
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.prevent_duty import prevent_duty

EARLIER = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def make_body(
    name: str = "University of Northport",
    *,
    kind: BodyKind = BodyKind.UNIVERSITY,
    nation: Nation = Nation.ENGLAND,
    slug: str = "",
    **columns: Any,
) -> Body:
    """Make a public body that can be found by its name. The Prevent duty is what its nation and kind say."""
    duty = prevent_duty(nation=nation, kind=kind)
    known = {"prevent_duty": duty.applies.value, "prevent_because": duty.because, "source": "a test"} | columns
    made = Body.objects.create(
        name=name,
        slug=slug or name.lower().replace(" ", "-").replace("'", "").replace(",", ""),
        kind=kind.value,
        nation=nation.value,
        added_at=EARLIER,
        changed_at=EARLIER,
        **known,
    )
    index_names(added=[made])
    return made


def make_contact(body: Body, address: str = "foi@northport.example", **columns: Any) -> Contact:
    """Make a working e-mail address for information requests."""
    known = {"purpose": "information_request", "form": "email", "source": "https://northport.example/foi"} | columns
    known.setdefault("checked_on", date(2026, 11, 2))
    return Contact.objects.create(body=body, address=address, added_at=EARLIER, **known)
