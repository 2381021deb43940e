"""What the worker does for letters: it takes an id, calls one action, and is safe to run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.mail.queries import shown_time_now
from dueregard.parts.letters.actions.file_reply import file_reply as file_one


@task()
def file_reply(pk: str) -> None:
    """File one stored e-mail that is addressed to a letter."""
    file_one(pk=UUID(pk), now=shown_time_now(timezone.now()))
