"""Publishing is an act of a caseworker: only what was sent and read, with its history, and private again as plainly."""

from datetime import date

import pytest
from django.test import Client

from dueregard.parts.foi.actions.publish_case import (
    AlreadyPublic,
    NothingToPublish,
    NotPublic,
    ReplyNotSorted,
    publish_case,
    unpublish_case,
)
from dueregard.parts.foi.actions.tell_history import TOLD
from dueregard.parts.foi.models import Case
from dueregard.records.history.models import Entry
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event, make_letter, make_reply
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that was sent."""
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(case))
    return case


def test_what_was_not_sent_is_not_published(cast: Cast) -> None:
    with pytest.raises(NothingToPublish):
        publish_case(case=make_case(make_campaign(cast.northport)), by=cast.asha, now=NOW)


def test_a_reply_nobody_read_is_not_published(case: Case, cast: Cast) -> None:
    make_reply(case, is_sorted=False)
    with pytest.raises(ReplyNotSorted):
        publish_case(case=case, by=cast.asha, now=NOW)
    page = sign_in(cast.asha).post(f"/desk/cases/{case.pk}/publish/", {"make": "public"}, follow=True)
    assert "Sort the replies first" in page.content.decode()


def test_the_history_of_the_body_becomes_public_and_private_with_the_case(case: Case, cast: Cast) -> None:
    assert not Entry.objects.filter(is_public=True).exists()
    publish_case(case=case, by=cast.asha, now=NOW)
    assert Entry.objects.get().public_path == case.public_url()
    make_event(case, EventKind.REFUSED, date(2026, 11, 2))
    assert Entry.objects.filter(is_public=True).count() == 2  # what happens later is public at once
    unpublish_case(case=case, why="A mistake.", by=cast.asha, now=NOW)
    assert not Entry.objects.filter(is_public=True).exists()


# What stays in the case: letters that only lead up to something, and our own housekeeping.
NOT_TOLD = {
    EventKind.UNDELIVERED,
    EventKind.ARRIVAL_DOUBTED,
    EventKind.CLARIFICATION_GIVEN,
    EventKind.FEES_NOTICE,
    EventKind.FEE_PAID,
    EventKind.REMINDED,
    EventKind.REVIEW_ACKNOWLEDGED,
    EventKind.REVIEW_EXTENDED,
    EventKind.CLOSED,
    EventKind.REOPENED,
}


def test_every_kind_of_event_is_told_in_the_bodys_history_or_known_to_stay_in_the_case() -> None:
    assert set(TOLD) | NOT_TOLD == set(EventKind)
    assert not set(TOLD) & NOT_TOLD


def test_the_public_history_says_that_a_request_was_passed_to_another_body(case: Case, cast: Cast) -> None:
    publish_case(case=case, by=cast.asha, now=NOW)
    make_event(case, EventKind.TRANSFERRED, date(2026, 11, 2))
    told = Entry.objects.get(says__startswith="Passed")
    assert told.says == f"Passed “{case.campaign.title}” on to another body"
    assert told.is_public


def test_a_double_click_never_turns_the_wish_round(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    preview = client.get(f"/desk/cases/{case.pk}/publish/").context["preview"].seen
    for path, sent, is_public in (
        ("publish/", {"make": "public", "read": "on", "preview": preview}, True),
        ("publish/undo/", {}, False),
    ):
        for _ in range(2):
            client.post(f"/desk/cases/{case.pk}/{path}", sent)
            case.refresh_from_db()
            assert case.is_public is is_public


def test_who_is_slower_than_a_colleague_is_told(case: Case, cast: Cast) -> None:
    with pytest.raises(NotPublic):
        unpublish_case(case=case, why="A mistake.", by=cast.asha, now=NOW)
    publish_case(case=case, by=cast.asha, now=NOW)
    with pytest.raises(AlreadyPublic):
        publish_case(case=case, by=cast.asha, now=NOW)


def test_a_message_can_be_left_out_and_let_in_again(case: Case, cast: Cast) -> None:
    reply = make_reply(case, text="We hold a plan of forty pages.")
    publish_case(case=case, by=cast.asha, now=NOW)
    client, visitor = sign_in(cast.asha), Client()
    for wish, is_seen in (("hidden", False), ("hidden", False), ("shown", True)):
        client.post(f"/desk/messages/{reply.pk}/hide/", {"make": wish})
        assert ("forty pages" in visitor.get(case.public_url()).content.decode()) is is_seen
