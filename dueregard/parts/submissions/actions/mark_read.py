"""Notes that a keyholder opened a message, so that colleagues see it; not who, and not when."""

from dueregard.parts.submissions.models import Message


def mark_read(*, message: Message) -> None:
    """Note that a message was read. Marking twice changes nothing."""
    Message.objects.filter(pk=message.pk).update(is_read=True)
