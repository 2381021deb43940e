"""What waits among letters that a group sent, for the test of the list of everything."""

from datetime import date, timedelta

from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.letters.actions.file_reply import file_reply
from dueregard.parts.letters.models import SentLetter
from tests.builders import make_body
from tests.parts.letters.builders import reply_to, sent_letter
from tests.people import Cast

State = OutgoingMessage.State


def _letter(cast: Cast, name: str, state: State, answer_by: date | None = None) -> SentLetter:
    letter = sent_letter(
        group=cast.northport, by=cast.asha, now=timezone.now(), body=make_body(name), answer_by=answer_by
    )
    OutgoingMessage.objects.filter(pk=letter.outgoing_id).update(state=state)
    return letter


def reply(cast: Cast) -> str:
    """A reply that nobody has read."""
    email = reply_to(_letter(cast, "Northport Gallery", State.SENT))
    file_reply(pk=email.pk, now=timezone.now())
    return "Read the reply: Northport Gallery"


def late(cast: Cast) -> str:
    """A letter whose day has passed."""
    _letter(cast, "Northport Museum", State.SENT, timezone.localdate() - timedelta(days=1))
    return "Close it or send a reminder: Northport Museum"


def stuck(cast: Cast) -> str:
    """A letter that the mail server refused."""
    _letter(cast, "Northport Library", State.FAILED)
    return "Check whether it arrived: Northport Library"


MAKE = {"letter-reply": reply, "letter-late": late, "letter-stuck": stuck}
