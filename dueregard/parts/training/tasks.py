"""Tasks of records of training."""

from django.utils import timezone
from django_tasks import task

from dueregard.parts.training.actions.quote_statement import look_for_words_again


@task()
def look_again() -> None:
    """Look for quoted words in documents that were read since they were written down."""
    look_for_words_again(now=timezone.now())
