"""Brings two complaints about personal data to the example county: one acknowledged, one that waits."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dueregard.records.groups.queries.example import example_cast
from dueregard.website.actions.file_complaint import file_complaint
from dueregard.website.actions.settle_complaint import acknowledge_complaint

COMPLAINTS = (
    (
        9, "A published letter names my job",
        "The letter of the city council that you published says “the deputy head of inclusion”. There is only one.",
    ),
    (2, "How long do you keep my e-mail?", "I wrote to you in spring. Please say what you still have of me."),
)  # fmt: skip


def bring(*, now: datetime) -> Iterator[None]:
    """Let two people complain."""
    for days, about, says in COMPLAINTS:
        at = now - timedelta(days=days)
        complaint = file_complaint(about=about, says=says, reply_to="reader@letters.example", by=None, now=at)
        if days > 5:
            acknowledge_complaint(pk=complaint.pk, by=example_cast().ada, now=at + timedelta(days=2))
        yield
