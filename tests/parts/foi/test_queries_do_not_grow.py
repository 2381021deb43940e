"""Every page of the desk asks the database no more for sixty rows than for five, and never more than twelve times."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import EventKind
from tests.builders_foi import (
    make_attachment,
    make_campaign,
    make_case,
    make_event,
    make_held,
    make_letter,
    make_reply,
    make_waiting_case,
)
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]

MOST = 12
State = OutgoingMessage.State


def fill_the_lists(campaign: Campaign, many: int) -> None:
    """Add cases in every list of the desk, with letters to settle, replies to sort and held e-mails."""
    today = timezone.localdate()
    for number in range(many):
        late = make_waiting_case(campaign, due_on=today - timedelta(days=3))
        make_letter(late, step=Step.REMINDER, state=State.UNSURE if number % 2 else State.WAITING)
        make_letter(make_waiting_case(campaign, due_on=today + timedelta(days=3)), state=State.FAILED)
        make_reply(make_waiting_case(campaign, due_on=today), is_sorted=False)
        make_held(campaign.group, guesses=[{"case_id": str(late.pk), "score": 50, "reasons": ["Similar."]}])


def fill_the_campaign(campaign: Campaign, many: int) -> None:
    """Add bodies that have not been asked, each of them asked the same by another campaign before."""
    earlier = make_campaign(campaign.group, title="The year before")
    for _ in range(many):
        case = make_case(campaign)
        make_waiting_case(earlier, case.body, sent_on=date(2026, 10, 22))


def fill_the_case(case: Case, many: int) -> None:
    """Add replies with files and meanings, and the same question elsewhere."""
    for _ in range(many):
        reply = make_reply(case)
        make_attachment(reply)
        make_event(case, EventKind.ACKNOWLEDGED, date(2026, 11, 1), correspondence=reply)
        make_waiting_case(case.campaign)


def asked(client: Client, url: str) -> int:
    """Return how many queries a page takes, session and person included."""
    client.get("/desk/account/")  # kept for seconds, whoever asked first: the mode, and what is few
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= MOST, "\n".join(query["sql"][:200] for query in queries)
    return len(queries)


def asked_with_few_and_many(
    client: Client, urls: list[str], add: Callable[[int], None]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many queries each page takes with five rows and with sixty (to make these takes the most time)."""
    add(5)
    few = {url: asked(client, url) for url in urls}
    add(55)
    return few, {url: asked(client, url) for url in urls}


LISTS = [
    "/desk/",
    "/desk/requests/",
    "/desk/requests/?view=overdue",
    "/desk/requests/?view=ours&q=University",
    "/desk/campaigns/",
    "/desk/campaigns/{}/",
    "/desk/campaigns/{}/sending/",
    "/desk/holding-pen/",
    "/desk/outbox/",
    "/desk/replies/",
]


def test_a_list_takes_as_many_queries_for_sixty_rows_as_for_five(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    few, many = asked_with_few_and_many(
        sign_in(cast.asha),
        [url.format(campaign.pk) for url in LISTS],
        lambda count: fill_the_lists(campaign, count),
    )
    assert few == many


def test_preparing_a_campaign_takes_as_many_queries_for_sixty_bodies_as_for_five(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    pages = [f"/desk/campaigns/{campaign.pk}/{page}" for page in ("check/", "bodies/?kind=university", "")]
    few, many = asked_with_few_and_many(sign_in(cast.asha), pages, lambda count: fill_the_campaign(campaign, count))
    assert few == many


def test_the_page_of_a_case_takes_as_many_queries_for_sixty_replies_as_for_five(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    make_letter(case)
    few, many = asked_with_few_and_many(
        sign_in(cast.asha), [f"/desk/cases/{case.pk}/"], lambda count: fill_the_case(case, count)
    )
    assert few == many


def test_a_message_and_a_held_email_take_few_queries_however_many_files_they_have(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    reply = make_reply(case, is_sorted=False)
    file = {"position": 1, "name": "a.pdf", "content_type": "application/pdf", "size": 5, "sha256": "", "trouble": ""}
    held = make_held(cast.northport, files=[file] * 60)
    client = sign_in(cast.asha)

    def add(count: int) -> None:
        for _ in range(count):
            make_attachment(reply)

    few, many = asked_with_few_and_many(client, [f"/desk/messages/{reply.pk}/"], add)
    assert few == many
    asked(client, f"/desk/messages/{reply.pk}/sort/")
    asked(client, f"/desk/holding-pen/{held.pk}/?q=University")
    assert Correspondence.objects.count() == 1
