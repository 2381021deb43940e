"""Where sending a campaign stops halfway, its page says which letters have left, which wait and which do not exist."""

import pytest
from django.db import OperationalError

from dueregard.foundation.editing.forms.guarded import sealed
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions import queue_letter as queueing
from dueregard.parts.foi.models import Case, Correspondence
from tests.builders import make_body, make_contact
from tests.builders_foi import make_campaign, make_case, make_letter
from tests.editing import checked
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
State = OutgoingMessage.State


def parts_of(page: str) -> list[str]:
    """Return the lines that say how many letters stand how."""
    return [piece.partition("</summary>")[0] for piece in page.split("<summary>")[1:] if ": " in piece[:60]]


def test_a_disk_that_fills_up_after_half_the_letters_is_told_with_names_and_sent_to_the_rest_later(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = make_campaign(
        cast.northport, questions="Please send the Prevent risk assessment in force on 1 May 2026."
    )
    for name in "ABCDE":
        body = make_body(f"{name} Council")
        make_contact(body, address=f"foi@{name.lower()}.example")
        make_case(campaign, body)
    client, address = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/"
    queue = queueing.queue_letter

    def fills_up(*, case: Case, **more: object) -> Correspondence:
        if case.body.name.startswith("D"):
            raise OperationalError("database or disk is full")
        if case.body.name.startswith("B"):
            raise queueing.CannotQueue("Its address is being checked.")
        return queue(case=case, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as full:
        full.setattr(queueing, "BATCH", 2)
        full.setattr(queueing, "queue_letter", fills_up)
        seen = sealed(checked(campaign), on=campaign)
        page = client.post(f"{address}check/", {"seen": seen}, follow=True).content.decode()
    assert "disk is full, so we stopped halfway" in page
    assert "Letters that now wait to be sent: 1. Bodies not asked yet: 4." in page
    assert "Its address is being checked." in page
    assert parts_of(page) == ["Waiting to be sent: 1", "Not in the outbox: 4"]
    left_out = page.partition("Not in the outbox: 4")[2].partition("</details>")[0]
    assert [name for name in "ABCDE" if f"<li>{name} Council</li>" in left_out] == ["B", "C", "D", "E"]
    seen = sealed(checked(campaign), on=campaign)
    client.post(f"{address}check/", {"seen": seen})
    letters = Correspondence.objects.values_list("case__body__name", flat=True)
    assert sorted(letters) == [f"{name} Council" for name in "ABCDE"]
    assert parts_of(client.get(address).content.decode()) == []


def test_letters_that_left_wait_are_not_certain_or_were_refused_are_told_apart(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    states = (State.SENT, State.WAITING, State.HANDING_OVER, State.UNSURE, State.FAILED, State.UNDONE)
    for state in states:
        make_letter(make_case(campaign, make_body(f"{state.title()} Council")), state=state)
    page = sign_in(cast.ben).get(f"/desk/campaigns/{campaign.pk}/").content.decode()
    assert parts_of(page) == [
        "Sent: 1",
        "Waiting to be sent: 2",
        "Not certain: check these in the outbox: 1",
        "Refused by the mail server: 1",
        "Not in the outbox: 1",
    ]
    assert "<li>Undone Council</li>" in page.partition("Not in the outbox")[2]
