"""What can go wrong, in words for the person at the keyboard: what happened, what is safe, what to do."""


class Problem(Exception):
    """The command ends here and says why."""


class Refused(Exception):
    """A message or a file is not what it should be. Nothing of it is shown or written; `reason` is one word or two."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
