"""What the worker does for the sealed inbox: it forgets."""

from django.utils import timezone
from django_tasks import task

from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.actions.forget_expired import forget_expired
from dueregard.parts.submissions.actions.settle_rows import settle_rows


@task()
def forget_what_expired() -> None:
    """Remove threads and uploads that have had their time; let what stays tell no order."""
    forget_expired(today=day_of(timezone.now()))
    settle_rows()
