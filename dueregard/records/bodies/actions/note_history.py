"""Record in a body's history what happened to it in the register, where everyone may read it.

Names and addresses are never part of it.
"""

from datetime import datetime

from dueregard.records.bodies.models import Body, Contact
from dueregard.records.history.actions import write_entry

PART = "bodies"


def note(*, body: Body, at: datetime, says: str, by_contact: Contact | None = None) -> None:
    """Add one public line to the body's history, inside the caller's transaction."""
    path = body.get_absolute_url()
    write_entry(
        body=body,
        group=None,
        at=at,
        kind="register",
        says=says,
        part=PART,
        subject=str(by_contact.pk if by_contact else body.pk),
        path=path,
        public_path=path,
    )
