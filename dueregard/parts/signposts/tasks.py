"""What the worker does for signposts."""

from django.utils import timezone
from django_tasks import task

from dueregard.parts.signposts.actions.find_again import find_again
from dueregard.parts.signposts.actions.remind_keepers import remind_keepers as remind


@task()
def remind_keepers() -> None:
    """Tell whoever keeps the site which contacts want checking."""
    remind(now=timezone.now())


@task()
def find_situations_again() -> None:
    """Have the situations of the help page read into the search again: a pack has changed."""
    find_again()
