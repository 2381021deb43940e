"""What the worker does for signposts."""

from django.utils import timezone
from django_tasks import task

from dueregard.parts.signposts.actions.remind_keepers import remind_keepers as remind


@task()
def remind_keepers() -> None:
    """Tell whoever keeps the site which contacts want checking."""
    remind(now=timezone.now())
