"""Decides until when publishing can be undone in one click. Afterwards a case is withdrawn, with a reason.

Ten minutes are long enough to read the public page once, and short enough that few others have read it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class UndoWindow:
    """Until when something can be undone, and whether it still can."""

    until: datetime
    is_open: bool


def undo_window(published_at: datetime | None, now: datetime) -> UndoWindow | None:
    """Return the window of what was published then; nothing for what is private.

    The tenth minute counts. A clock that was set back closes the window: nobody can tell how long others have read it.
    """
    if published_at is None:
        return None
    until = published_at + WINDOW
    return UndoWindow(until, published_at <= now <= until)
