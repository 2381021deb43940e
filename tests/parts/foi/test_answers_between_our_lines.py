"""An answer that a body puts between the lines of our letter is shown to us and, once published, to everybody."""

from collections.abc import Callable

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import ASKED_AT, NOW, make_campaign, make_event, make_letter, make_reply, make_waiting_case
from tests.people import Cast

pytestmark = pytest.mark.django_db

OURS = """Dear FOI team,

1. Please send your current policy on the Prevent duty.

2. What did the training of your staff cost?

Asha Example
"""
HEADERS = "________________________________\nFrom: Asha Example\nSent: 22 October 2026\nTo: FOI\nSubject: Request\n\n"
MARKED = "On 22 October 2026, Asha Example <x@northport.example> wrote:\n"
FIRST, SECOND = "The council holds no such policy.", "It came to 3,120 pounds."


def answered(mark: str) -> str:
    """Our letter, quoted, with an answer under each question."""
    text = OURS.replace("duty.\n", f"duty.\n{FIRST}\n").replace("cost?\n", f"cost?\n{SECOND}\n")
    return "\n".join(f"{mark}{line}" for line in text.split("\n"))


@pytest.mark.parametrize("reply", [HEADERS + answered(""), MARKED + answered("> ")], ids=["unmarked", "marked"])
def test_answers_between_our_lines_are_shown_on_every_page(
    reply: str, cast: Cast, client: Client, signed_in: Callable[[Person], Client]
) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED_AT.date(), correspondence=make_letter(case, text=OURS))
    message = make_reply(case, text=f"Please see below.\n\n{reply}", kind="reply", at=NOW)
    publish_case(case=case, by=cast.asha, now=NOW)
    public = client.get(f"/requests/{case.pk}/").content.decode()
    ours = signed_in(cast.asha).get(f"/desk/messages/{message.pk}/").content.decode()
    folded = "".join(part.split("</details>")[0] for part in ours.split("<summary>Earlier letters, quoted")[1:])
    for answer in (FIRST, SECOND):
        assert answer in public
        assert answer in ours
        assert answer not in folded
    assert "What did the training of your staff cost?" in folded
    assert public.count("What did the training of your staff cost?") == 1
