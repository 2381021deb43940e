"""Makes the invented county where a worker is asked to."""

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.example.actions.load_example import CannotLoad, give_up_on_stuck
from dueregard.foundation.example.actions.load_example import make_example as make


@task(queue_name="slow")
def make_example() -> str:
    """Make it, if it is still wanted. A second worker, or a second try after a fault, leaves it alone."""
    try:
        make(now=timezone.now(), progress=lambda done, total, words: None)
    except CannotLoad as refusal:
        return str(refusal)
    return ""


@task()
def watch_example() -> None:
    """Notice when whoever made it was stopped."""
    give_up_on_stuck(now=timezone.now())
