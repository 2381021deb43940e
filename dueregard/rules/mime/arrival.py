"""When an e-mail reached us, which is what the law counts from. The caller says who stored it, and how."""

from datetime import UTC, datetime

# The right of access began on this day, so no reply under it is older. Source: FOIA 2000, s.87(3).
EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)


def came_at(*, stored_at: datetime, sent_at: datetime | None, is_from_a_file: bool) -> datetime:
    """Return the instant an e-mail arrived: when it was stored, whatever date its sender gave it.

    One imported from a file arrived earlier; then its own date is used where it can be true. Both are instants.
    """
    if is_from_a_file and sent_at is not None and EARLIEST <= sent_at <= stored_at:
        return sent_at
    return stored_at
