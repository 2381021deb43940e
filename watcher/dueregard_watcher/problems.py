"""What can go wrong on the watcher's own machine, in words for the person who set it up."""


class Problem(Exception):
    """The command ends here and says why."""
