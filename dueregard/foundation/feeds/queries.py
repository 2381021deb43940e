"""What a feed says of one thing that is new. Which things are, and for whom, is for the app that has them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One entry. `key` is an address or URN that never changes; `at`, an instant, is when it became new to readers."""

    key: str
    title: str
    says: str
    url: str
    at: datetime
