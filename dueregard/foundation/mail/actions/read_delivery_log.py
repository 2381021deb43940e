"""Looks for unsure messages in the mail server's log and settles those that it accepted."""

from datetime import datetime
from pathlib import Path

from dueregard.foundation.mail.actions.settle_message import settle_by_log
from dueregard.foundation.mail.gateways.delivery_log import taken_messages
from dueregard.foundation.mail.models import OutgoingMessage


def read_delivery_log(*, path: Path, now: datetime) -> int:
    """Return how many messages the log settled. It is opened only if there are unsure ones. Raises: OSError"""
    unsure = OutgoingMessage.objects.filter(state=OutgoingMessage.State.UNSURE)
    wanted = set(unsure.values_list("message_id", flat=True))
    settled = 0
    for message_id, proof in taken_messages(path) if wanted else ():
        if message_id in wanted:
            wanted.discard(message_id)
            settle_by_log(message_id=message_id, line=proof, now=now)
            settled += 1
    return settled
