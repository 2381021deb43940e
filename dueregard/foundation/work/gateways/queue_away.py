"""What a queue server does for us, and the error when it cannot: known where none is installed."""

import uuid
from collections.abc import Collection
from typing import Protocol

NO_CELERY = (
    "DUEREGARD_QUEUE is set, but Celery is not installed. Install it beside the site: "
    "pip install --require-hashes --no-deps -r requirements/queue.txt"
)


class QueueAway(Exception):
    """The queue server cannot be reached, or did not confirm. Its words are kinds of faults, never addresses."""


class QueueServer(Protocol):
    """The end that sends."""

    def publish(self, tasks: Collection[uuid.UUID]) -> None:
        """Hand these over; returns when the server has every one on its disk. Raises: QueueAway, some may be there"""

    def waiting(self) -> int:
        """Return how many messages wait for a worker. Raises: QueueAway"""

    def close(self) -> None:
        """Give the connection up; the next call opens another."""
