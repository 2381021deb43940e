"""Recording what has become of a stored e-mail. The caller knows what it means; the bytes always stay."""

from datetime import datetime

from dueregard.foundation.mail.models import StoredEmail
from dueregard.rules.practice.site_time import real


def take_email(*, email: StoredEmail, state: StoredEmail.State, now: datetime, read: tuple[str, str, str]) -> bool:
    """Mark an e-mail that waits, and hold its row until this transaction ends. False if it no longer waits.

    `read` is (message id, sender, subject). Whoever takes it first files it.
    """
    message_id, sender, subject = read
    told = {"message_id": _indexable(message_id), "sender": sender[:320], "subject": subject[:998]} if any(read) else {}
    waiting = StoredEmail.objects.filter(pk=email.pk, state=StoredEmail.State.WAITING)
    return waiting.update(state=state, state_at=real(now), trouble="", **told) == 1


def mark_email(
    *,
    email: StoredEmail,
    state: StoredEmail.State,
    now: datetime,
    trouble: str = "",
    read: tuple[str, str, str] = ("", "", ""),
) -> None:
    """Store the state, the named reason where reading failed, and (message id, sender, subject) where it was read.

    Call inside the transaction that files or holds the e-mail, with its row locked.
    """
    email.state, email.state_at, email.trouble = state, real(now), trouble[:300]
    if any(read):
        email.message_id, email.sender, email.subject = _indexable(read[0]), read[1][:320], read[2][:998]
    email.save(update_fields=["state", "state_at", "trouble", "message_id", "sender", "subject"])


def _indexable(message_id: str) -> str:
    """Cut a message id to 998 bytes, the longest line of a mail: PostgreSQL's index takes no row above 2,704 bytes."""
    return message_id.encode("utf-8")[:998].decode("utf-8", "ignore")
