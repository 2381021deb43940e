"""The refusals of the sealed inbox. Each carries the word that the protocol has for it; none repeats what was sent."""


class Refused(Exception):
    """The base of all: `word` and `status` are what the protocol says."""

    word = "malformed"
    status = 400


class Closed(Refused):
    """The inbox takes nothing: it is switched off, or its list of keyholders is out of date."""

    word, status = "closed", 403


class WorkMissing(Refused):
    """The challenge is not ours, too old, used already, or not answered."""

    word, status = "work", 403


class Unknown(Refused):
    """There is no such upload; it was abandoned, perhaps."""

    word, status = "unknown", 404


class Conflict(Refused):
    """Something else is there already."""

    word, status = "conflict", 409


class TooLarge(Refused):
    """More than a chunk, a file or a thread may have."""

    word, status = "too-large", 413


class NotSealed(Refused):
    """An envelope does not fit. `part` says which."""

    word, status = "refused", 422

    def __init__(self, part: int, reason: str) -> None:
        super().__init__(reason)
        self.part = part
        self.reason = reason


class Busy(Refused):
    """Too many begin at once. `retry` says in how many seconds there is a place."""

    word, status = "busy", 429

    def __init__(self, retry: int) -> None:
        super().__init__()
        self.retry = retry


class Full(Refused):
    """The group's share of the disk is used up."""

    word, status = "full", 507
