"""Record in a body's history what happened to it in the register.

Members of groups read it. Everybody reads only what does not say whom a group is about to ask: a merger.

Names and addresses are never part of it.
"""

from datetime import datetime

from dueregard.records.bodies.models import Body, Contact
from dueregard.records.history.actions import write_entry

PART = "bodies"


def note(*, body: Body, at: datetime, says: str, by_contact: Contact | None = None, is_public: bool = False) -> None:
    """Add one line to the body's history, inside the caller's transaction."""
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
        public_path=path if is_public else "",
    )
