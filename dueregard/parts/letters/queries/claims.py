"""Tells foundation/mail which e-mails belong to letters: by the address they were sent to, before anything is read."""

from collections.abc import Sequence

from django.conf import settings

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.parts.letters.models import SentLetter
from dueregard.rules.casework.reply_address import NoPlaceForToken, tokens_in

TASK = "dueregard.parts.letters.tasks.file_reply"
_OURS = Asked(lambda tokens: SentLetter.objects.filter(token__in=tokens).order_by().values_list("pk")[:1])


def claims(addresses: Sequence[str]) -> str:
    """Return the task that files an e-mail to these addresses, or nothing. One query, for addresses of ours alone."""
    try:
        tokens = tokens_in(addresses, settings.REPLY_ADDRESS)
    except NoPlaceForToken:  # `mode check` says so; an e-mail that arrives is kept all the same
        return ""
    return TASK if tokens and _OURS.all(tokens) else ""
