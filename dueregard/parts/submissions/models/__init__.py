"""The rows of the sealed inbox. None holds a time finer than a day, or anything that leads to a source.

Ids are random, so that no order can be read from them.
"""

from dueregard.parts.submissions.models.inbox import AccessKey, Exercise, Inbox, Keyholder, KeyList
from dueregard.parts.submissions.models.threads import (
    Direction,
    Message,
    Part,
    Thread,
    Upload,
    UsedChallenge,
    new_id,
)

__all__ = [
    "AccessKey",
    "Direction",
    "Exercise",
    "Inbox",
    "KeyList",
    "Keyholder",
    "Message",
    "Part",
    "Thread",
    "Upload",
    "UsedChallenge",
    "new_id",
]
