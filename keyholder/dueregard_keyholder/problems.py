"""What can go wrong, in words for the person at the keyboard: what happened, what is safe, what to do."""


class Problem(Exception):
    """This thing ends here and says why, in one line. Where there are several things, the others go on."""


class Unreachable(Problem):
    """The site cannot be reached: nothing else that it is asked for will come either."""


class Refused(Exception):
    """A message or a file is not what it should be. Nothing of it is shown or written; `reason` is a few words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
