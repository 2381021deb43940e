"""What the worker does for requests: each task takes an id or nothing, calls one action, and is safe to run twice.

They read the site's own clock, which practice mode may have moved ahead: casework counts its days.
"""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.mail.queries import shown_time_now
from dueregard.parts.foi.actions.file_documents import sweep_files as sweep
from dueregard.parts.foi.actions.file_email import file_stored_email as file_email
from dueregard.parts.foi.actions.plan_publication import publish_planned as publish_those_planned
from dueregard.parts.foi.actions.recompute import recompute_for_body, recompute_for_calendar, tell_how_answers_came
from dueregard.parts.foi.actions.send_digests import send_digests as send_morning_mail
from dueregard.parts.foi.actions.settle_letters import settle_letters as settle
from dueregard.parts.foi.actions.stop_closed import stop_letters_to_closed


@task()
def file_stored_email(pk: str) -> None:
    """File one stored e-mail."""
    file_email(pk=UUID(pk), now=shown_time_now(timezone.now()))


@task()
def sweep_files() -> None:
    """Make documents of files that are not documents yet."""
    sweep(now=shown_time_now(timezone.now()))


@task()
def settle_letters() -> None:
    """Stop letters to bodies that have closed, and record in each case what happened to its letters."""
    stop_letters_to_closed(now=shown_time_now(timezone.now()))
    settle(now=shown_time_now(timezone.now()))


@task()
def recompute_dates() -> None:
    """Recalculate the open cases that have an older calendar, and say of old answers how they came."""
    recompute_for_calendar(now=shown_time_now(timezone.now()))
    tell_how_answers_came()


@task()
def recompute_body(pk: str) -> None:
    """Recalculate the open cases of a body into whose entry another one was merged."""
    recompute_for_body(body=UUID(pk), now=shown_time_now(timezone.now()))


@task()
def send_digests() -> None:
    """Send the morning e-mail to everyone who has not had it."""
    send_morning_mail(now=shown_time_now(timezone.now()))


@task()
def publish_planned() -> None:
    """Publish the cases whose day has come."""
    publish_those_planned(now=shown_time_now(timezone.now()))
