"""Brings two letters that groups of the example county sent: one waits for its answer, one is late."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.mail.actions.deliver_in_practice import deliver_in_practice
from dueregard.parts.letters.actions.send_letter import send_letter
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.queries.example import example_cast

ON_ITS_WAY = timedelta(minutes=11)  # a letter can be undone for ten minutes
LETTERS = (
    (
        40, 28, "Fictley District Council", "Please debate the Prevent duty in full council",
        "We ask the council to debate how it carries out the Prevent duty, and to hear parents and teachers first.",
    ),
    (
        8, 21, "Exampleshire Hospitals NHS Foundation Trust", "Patients should not fear a referral",
        "We ask the trust to tell patients when a concern about them is passed on, unless someone would be in danger.",
    ),
)  # fmt: skip


def bring(*, now: datetime) -> Iterator[None]:
    """Send the letters of the schools group, each on its day."""
    cast, bodies = example_cast(), example_bodies()
    for days_ago, days, name, title, asks in LETTERS:
        at = now - timedelta(days=days_ago)
        body = bodies[name]
        address = f"foi@{body.home_page.removeprefix('https://').rstrip('/')}"
        text = f"Dear {name},\n\n{asks}\n\nYours faithfully,\n\n{cast.schools.signature}\n{cast.schools.name}"
        with transaction.atomic():  # no worker delivers it, on another day, before it is delivered here
            send_letter(
                pk=uuid.uuid4(), group=cast.schools, body=body, title=title, text=text, to=address, reminds_of=None,
                answer_by=timezone.localdate(at) + timedelta(days=days), by=cast.ada, now=at,
            )  # fmt: skip
            deliver_in_practice(now=at + ON_ITS_WAY)
        yield
