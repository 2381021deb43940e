"""Replies filed end to end, from bytes at the door to a reply in its case, against bare parsing of the bytes."""

import email
import email.message
import email.policy
import random
import time
from datetime import UTC, datetime
from typing import Any

from bench.figures import Figure
from bench.site import make_site

MAILS = 300
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ATTACHED = 100_000  # bytes before base64: about 137 kB a mail, as in the measured choice of the parser


def run() -> list[Figure]:
    """Return the rate of replies filed (stored, read in the child, sorted, written) beside the bare parser's."""
    make_site()
    cases = _cases()
    mails = [_mail(address, number) for number, (address, _) in enumerate(cases)]
    _ours(mails[:1])  # a worker has long loaded its addresses when mail comes
    return [
        Figure("mail: filed end to end, against bare email parsing", _ours(mails[1:]), _peer(mails[1:]), "mails/s", 0.1)
    ]


def _ours(mails: list[bytes]) -> float:
    from dueregard.foundation.mail.actions.store_email import store_email  # noqa: PLC0415 -- Django is set up only now
    from dueregard.foundation.mail.models import StoredEmail  # noqa: PLC0415
    from dueregard.parts.foi.actions.file_email import file_stored_email  # noqa: PLC0415
    from dueregard.parts.foi.models import Correspondence  # noqa: PLC0415

    before = Correspondence.objects.filter(direction="in").count()
    began = time.perf_counter()
    for raw in mails:
        stored, _ = store_email(raw=raw, arrived_by=StoredEmail.Arrival.LMTP, envelope_from="", envelope_to=[], now=NOW)
        file_stored_email(pk=stored.pk, now=NOW)
    seconds = time.perf_counter() - began
    filed = Correspondence.objects.filter(direction="in").count() - before
    if filed != len(mails):
        raise RuntimeError(f"{filed} of {len(mails)} were filed")
    return len(mails) / seconds


def _peer(mails: list[bytes]) -> float:
    began = time.perf_counter()
    for raw in mails:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        for part in message.walk():
            if not part.is_multipart():
                part.get_content()
    return len(mails) / (time.perf_counter() - began)


def _cases() -> list[tuple[str, Any]]:
    from django.conf import settings  # noqa: PLC0415

    from dueregard.rules.casework.reply_address import reply_address  # noqa: PLC0415
    from tests.builders_foi import make_body, make_campaign, make_waiting_case  # noqa: PLC0415
    from tests.people import make_cast  # noqa: PLC0415

    campaign = make_campaign(make_cast().northport)
    cases = [make_waiting_case(campaign, make_body(f"Body {number}")) for number in range(MAILS)]
    return [(reply_address(settings.REPLY_ADDRESS, case.token), case) for case in cases]


def _mail(to: str, number: int) -> bytes:
    message = email.message.EmailMessage()
    message["From"] = "Information Team <foi@northport.example>"
    message["To"] = to
    message["Subject"] = f"Your request {number}"
    message["Date"] = "Mon, 23 Nov 2026 09:00:00 +0000"
    message["Message-ID"] = f"<{number}@northport.example>"
    message.set_content("We attach what we hold about the Prevent duty.\n" * 30)
    attached = random.Random(number).randbytes(ATTACHED)
    message.add_attachment(attached, maintype="application", subtype="pdf", filename=f"policy – {number}.pdf")
    return bytes(message)
