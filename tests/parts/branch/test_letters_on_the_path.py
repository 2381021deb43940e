"""The list of what was asked leads to the letter that asked and to the reply that answers, whichever part sent it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.parts.branch.models import Ask, Path
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import withdraw_entry, write_entry
from tests.builders import make_body
from tests.parts.branch.builders import NOW, start
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
ASKED = ("tell us in writing how you carry out the duty", "make the duty a standing item")
LETTER, REPLY = "letters/one/sent", "letters/one/reply 7"


@pytest.fixture
def body() -> Body:
    """A university."""
    return make_body("University of Northport")


def _sent(body: Body, group: Group, subject: str = "one") -> None:
    """Write the lines that a part writes when a letter leaves and a reply comes."""
    for at, kind, source, says, asked in (
        (NOW, "letter", "sent", "Letter: The Prevent duty", ASKED),
        (NOW + timedelta(days=9), "reply", "reply 7", "Reply to our letter: The Prevent duty", ()),
    ):
        write_entry(
            body=body, group=group, at=at, kind=kind, says=says, part="letters", subject=subject, source=source,
            path=f"/desk/letters/{subject}/", asked=asked,
        )  # fmt: skip


def _seen(client: Client, where: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', client.get(where).content.decode())
    assert found
    return found[1]


def _add(client: Client, path: Path) -> None:
    client.post(reverse("branch:add_asks", args=[path.pk]), {"lines": "\n".join(ASKED), "asked_in": LETTER})


def test_what_a_letter_asks_is_put_on_the_list_from_the_letter(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    _sent(body, cast.northport)
    client = sign_in(cast.ben)
    page = client.get(path.get_absolute_url()).content.decode()
    add = f"{reverse('branch:add_asks', args=[path.pk])}?letter={LETTER}"
    assert f'href="{add}"' in page
    assert "Add the 2 things it asks for" in page
    form = client.get(add).context["form"]
    assert (form["lines"].value(), form["asked_in"].value()) == ("\n".join(ASKED), LETTER)
    _add(client, path)
    assert set(path.asks.values_list("text", "asked_in")) == {(text, LETTER) for text in ASKED}
    page = client.get(path.get_absolute_url()).content.decode()
    assert "it asks for" not in page  # it is on the list now
    assert page.count('in <a href="/desk/letters/one/">Letter: The Prevent duty</a>') == 2


def test_an_answer_leads_to_the_reply_that_gives_it(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    _sent(body, cast.northport)
    client = sign_in(cast.ben)
    _add(client, path)
    first = path.asks.get(order=1)
    where = reverse("branch:ask", args=[first.pk])
    assert "Reply of 16 September 2026 to “Letter: The Prevent duty”" in client.get(where).content.decode()
    typed = {
        "text": first.text, "answered": "answered", "answer_words": "The registrar decides.", "answer_from": "page 1",
        "answered_in": REPLY, "seen": _seen(client, where),
    }  # fmt: skip
    assert client.post(where, typed).status_code == 302
    assert Ask.objects.get(pk=first.pk).answered_in == REPLY
    gaps = client.get(reverse("branch:gaps", args=[path.pk])).content.decode()
    assert re.search(r'<a href="/desk/letters/one/">Reply\s+of', gaps)
    assert client.post(where, {**typed, "answered_in": "letters/another/reply 1"}).status_code == 422


def test_a_letter_of_another_group_is_not_offered(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    _sent(body, cast.southmoor, "theirs")
    page = sign_in(cast.ben).get(path.get_absolute_url()).content.decode()
    assert "Your letters" not in page
    shown = sign_in(cast.ben).get(reverse("branch:add_asks", args=[path.pk])).content.decode()
    assert "theirs" not in shown


def test_a_letter_that_was_taken_back_leaves_what_was_asked_in_the_list(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    _sent(body, cast.northport)
    client = sign_in(cast.ben)
    _add(client, path)
    withdraw_entry(part="letters", subject="one", source="sent")
    page = client.get(path.get_absolute_url()).content.decode()
    assert ASKED[0] in page
    assert "/desk/letters/one/" not in page
