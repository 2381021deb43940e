"""What a visitor sends from the page of a motion or letter, and a letter that a group sent."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.letters.actions.send_letter import send_letter
from dueregard.parts.letters.models import SentLetter
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.casework.reply_address import reply_address
from tests.builders import make_body

MOTION: dict[str, Any] = {
    "body": "University of Northport",
    "group": "Northport Branch",
    "clauses": ["publish-risk-assessment", "show-training"],
}


def show(client: Client, slug: str, **typed: Any) -> Any:
    """Send the form and return the page with the text."""
    return client.post(reverse("letters:write", args=[slug]), typed)


def take(client: Client, slug: str, ending: str, **typed: Any) -> Any:
    """Take the file."""
    return client.post(reverse("letters:file", args=[slug, ending]), typed)


def text_of(page: Any) -> str:
    """Return the text that a page shows for its writer to change."""
    return str(page.context["written"].text)


def errors_of(page: Any) -> str:
    """Return what the page says is wrong."""
    found = re.search(r'<div class="errors".*?</ul>', page.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split()) if found else ""


def sent_letter(
    *,
    group: Group,
    by: Person,
    now: datetime,
    body: Body | None = None,
    title: str = "The Prevent duty",
    text: str = "Please answer.\n",
    answer_by: date | None = None,
) -> SentLetter:
    """Put a letter of a group into the outbox."""
    return send_letter(
        pk=uuid4(),
        group=group,
        body=body or Body.objects.filter(slug="council-of-letters").first() or make_body("Council of Letters"),
        title=title,
        text=text,
        to="office@northport.example",
        answer_by=answer_by or now.date() + timedelta(days=28),
        reminds_of=None,
        by=by,
        now=now,
    )


def reply_to(letter: SentLetter, *, attached: bytes = b"", text: str = "We publish it tomorrow.") -> StoredEmail:
    """Store an e-mail to the letter's own address."""
    message = EmailMessage()
    message["From"] = "Registrar <office@northport.example>"
    message["To"] = reply_address(settings.REPLY_ADDRESS, letter.token)
    message["Subject"] = "Your letter"
    message["Message-ID"] = f"<{uuid4()}@northport.example>"
    message.set_content(text)
    if attached:
        message.add_attachment(attached, maintype="text", subtype="plain", filename="plan.txt")
    email, _ = store_email(
        raw=message.as_bytes(),
        arrived_by="lmtp",
        envelope_from="",
        envelope_to=[str(message["To"])],
        now=timezone.now(),
    )
    return email
