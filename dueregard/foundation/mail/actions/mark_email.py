"""Recording what has become of a stored e-mail. The caller knows what it means; the bytes always stay."""

from datetime import datetime

from dueregard.foundation.mail.models import StoredEmail


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
    email.state, email.state_at, email.trouble = state, now, trouble[:300]
    if any(read):
        email.message_id, email.sender, email.subject = _indexable(read[0]), read[1][:320], read[2][:998]
    email.save(update_fields=["state", "state_at", "trouble", "message_id", "sender", "subject"])


def _indexable(message_id: str) -> str:
    """Cut a message id to 998 bytes, the longest line of a mail: PostgreSQL's index takes no row above 2,704 bytes."""
    return message_id.encode("utf-8")[:998].decode("utf-8", "ignore")
