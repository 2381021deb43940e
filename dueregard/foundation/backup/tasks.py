"""Carries the nightly back-up: calls one action. Two at once are one: the second sees that the first is at work."""

from contextlib import suppress

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from dueregard.foundation.backup.actions.back_up_nightly import NotSet, back_up_as_set
from dueregard.foundation.backup.gateways.kept_lists import AlreadyRunning


@task(queue_name="slow")
def back_up_nightly() -> None:
    """Make the back-up that the settings ask for. What goes wrong is remembered, and the queue tries again.

    On an installed machine a timer of systemd's does it, in a unit that alone may write to the place.
    """
    if not settings.BACKUP_EACH_NIGHT:
        return
    with suppress(AlreadyRunning, NotSet):
        back_up_as_set(now=timezone.now())
