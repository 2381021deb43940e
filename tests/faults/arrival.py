"""What the tests do with a stored e-mail instead of filing it: recognise our own copies."""

import email

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.settle_message import settle_by_copy
from dueregard.foundation.mail.models import StoredEmail


@task()
def take_own_copy(email_id: str) -> None:
    """Settle the message of which this e-mail is our own copy."""
    stored = StoredEmail.objects.get(pk=email_id)
    message_id = email.message_from_bytes(store.get(stored.sha256)[:4000])["Message-ID"]
    settle_by_copy(message_id=message_id, now=timezone.now())
    StoredEmail.objects.filter(pk=stored.pk).update(state=StoredEmail.State.SETTLED, state_at=timezone.now())
