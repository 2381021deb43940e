"""A person looks through the letters before everybody may read them; what they leave out is gone everywhere."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.foundation.audit.models import Act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.look_through import AlreadyShown, Decision, look_through, show_words
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case, LookedAt
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import (
    ASKED_AT,
    NOW,
    make_attachment,
    make_campaign,
    make_event,
    make_letter,
    make_reply,
    make_waiting_case,
)
from tests.people import Cast
from tests.searching import index_now
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

REPLY = """Dear [requester],

We refuse your request. Please contact Robin Planted, our officer, or write to Planted House, 4 Planted Row.
Her file is 7654321. Then ask robin planted again.
"""


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case whose title, reply and file name a person; nobody has published it."""
    campaign = make_campaign(cast.northport, title="What Robin Planted decided")
    case = make_waiting_case(campaign, make_body("University of Northport"))
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(case))
    reply = make_reply(case, text=REPLY, subject="From Robin Planted", at=ASKED_AT + timedelta(days=2), kind="reply")
    make_attachment(reply, name="Robin_Planted-statement.pdf")
    make_event(case, EventKind.REFUSED, date(2026, 10, 24), correspondence=reply)
    return case


def publish(
    client: Client, case: Case, *, leave_out: tuple[str, ...] = (), make: str = "public", also: str = ""
) -> str:
    """Do on the page what a person does: tick some of what is listed, and press a button. Returns the next page.

    Whoever leaves something out and wants to publish is shown the page again, reads it, and presses once more.
    """
    path = f"/desk/cases/{case.pk}/publish/"
    context = client.get(path).context
    keys = [each.look.key for each in context["look"].listed if each.look.words in leave_out]
    sent = {"make": make, "seen": [each.look.key for each in context["look"].listed], "read": "on", "also": also}
    if context["preview"]:
        sent["preview"] = context["preview"].seen
    answer = client.post(path, {**sent, "leave_out": keys}, follow=True)
    if make == "public" and (keys or also):
        return publish(client, case)
    return answer.content.decode()


def public_channels(case: Case) -> dict[str, str]:
    """Return what a visitor reads of a case, by each address that could tell of it."""
    index_now()
    addresses = [
        "/",
        "/requests/",
        "/requests/feed.xml",
        f"/requests/{case.pk}/",
        f"/requests/{case.pk}.json",
        f"/bodies/{case.body.slug}/",
        f"/bodies/{case.body.slug}.json",
        "/search/?q=northport",
        "/search/?q=refuse",
        "/search/?q=planted",
        "/search/feed.xml?q=northport",
    ]
    return {address: Client().get(address).content.decode() for address in addresses}


def test_before_publishing_what_is_left_out_and_what_is_not_is_shown_in_its_sentence(case: Case, cast: Cast) -> None:
    page = sign_in(cast.asha).get(f"/desk/cases/{case.pk}/publish/").content.decode()

    assert "What <mark>Robin Planted</mark> decided" in page
    assert "<mark>Planted House, 4 Planted Row</mark>" in page
    assert "<mark>7654321</mark>" in page
    assert "their letter of 24 October 2026" in page
    case.refresh_from_db()
    assert not case.is_public


def test_ticked_words_are_gone_from_every_public_channel(case: Case, cast: Cast) -> None:
    ticked = ("Robin Planted", "Planted House, 4 Planted Row", "7654321")
    publish(sign_in(cast.asha), case, leave_out=ticked)
    case.refresh_from_db()
    assert case.is_public
    texts = {address: text.lower() for address, text in public_channels(case).items()}

    for words in ("robin", "planted row", "planted house", "7654321", "robin_planted"):
        assert [address for address, text in texts.items() if words in text] == []


def test_the_channels_do_tell_of_the_case_where_nothing_is_ticked(case: Case, cast: Cast) -> None:
    publish(sign_in(cast.asha), case)

    silent = [address for address, text in public_channels(case).items() if "Robin Planted" not in text]
    assert silent == [f"/bodies/{case.body.slug}.json"]  # the register's data, which tells of no case


def test_words_left_out_later_are_gone_at_once_and_can_be_shown_again(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    publish(client, case)
    page = publish(client, case, make="look", also="Robin Planted\n\nrefuse your request")
    texts = public_channels(case)

    assert "What you ticked is left out" in page
    assert not [address for address, text in texts.items() if "Robin Planted" in text]
    assert "refuse your request" not in texts[f"/requests/{case.pk}/"]
    row = case.looked_at.get(words="Robin Planted")
    assert (row.is_left_out, row.by) == (True, cast.asha)
    client.post(f"/desk/words/{row.pk}/show/")
    assert "Robin Planted" in public_channels(case)["/requests/feed.xml"]
    with pytest.raises(AlreadyShown):
        show_words(words=row, by=cast.asha, now=NOW)


def test_who_decided_is_on_record_and_the_record_names_nobody(case: Case, cast: Cast) -> None:
    publish(sign_in(cast.asha), case, leave_out=("Robin Planted",))
    act = Act.objects.filter(did="look_through").order_by("pk")[0]

    assert act.by == cast.asha
    assert act.details["left_out"] == 1
    assert "Robin" not in str(act.details)


def test_what_was_decided_once_is_not_asked_again(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    publish(client, case, leave_out=("7654321",), make="look")
    case.refresh_from_db()

    assert not case.is_public
    assert client.get(f"/desk/cases/{case.pk}/publish/").context["look"].listed == ()


def test_a_letter_that_comes_after_publishing_waits_until_its_names_were_looked_at(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    publish(client, case)
    case.refresh_from_db()
    assert case.published_at is not None
    at = case.published_at + timedelta(hours=2)
    make_reply(case, text="It was decided by Ash Late and nobody else.", at=at, kind="reply", created_at=at)
    make_reply(case, text="We hold forty pages.", at=at, kind="reply", created_at=at)
    mark_changed(kind="case", keys=[str(case.pk)])
    before = public_channels(case)
    desk = client.get(f"/desk/cases/{case.pk}/").content.decode()

    assert not [address for address, text in before.items() if "It was decided by" in text or "Ash Late" in text]
    assert "has not yet checked this letter for names" in before[f"/requests/{case.pk}/"]
    assert "We hold forty pages." in before[f"/requests/{case.pk}/"]  # nothing in it to look at
    assert "1 name or number to look at" in desk
    publish(client, case, leave_out=("Ash Late",), make="look")
    after = public_channels(case)[f"/requests/{case.pk}/"]
    assert "It was decided by [name left out] and nobody else." in after
    assert "to look at" not in client.get(f"/desk/cases/{case.pk}/").content.decode()


def test_a_letter_that_came_while_somebody_looked_is_shown_to_them_first(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    page = client.get(f"/desk/cases/{case.pk}/publish/").context["look"]
    make_reply(case, text="It was decided by Ash Late.", at=NOW, kind="reply")
    seen = [each.look.key for each in page.listed]
    answer = client.post(f"/desk/cases/{case.pk}/publish/", {"make": "public", "seen": seen}, follow=True)
    case.refresh_from_db()

    assert not case.is_public
    assert "There is more to look at" in answer.content.decode()
    assert [each.look.words for each in answer.context["look"].listed] == ["Ash Late"]


def test_more_than_one_page_can_hold_come_one_page_after_the_other(case: Case, cast: Cast) -> None:
    names = ". ".join(f"We met Ada {chr(65 + a)}{chr(97 + b)}lu" for a in range(26) for b in range(10))
    make_reply(case, text=names, at=NOW, kind="reply")
    client = sign_in(cast.asha)
    pages = 0
    while not case.is_public:
        publish(client, case)
        case.refresh_from_db()
        pages += 1
        assert pages < 9

    assert pages == 2


def test_what_one_person_leaves_out_no_page_of_a_colleague_shows_again(case: Case, cast: Cast) -> None:
    for is_left_out, stays in ((False, False), (True, True), (False, True)):
        decisions = [Decision("name", "Robin  Planted", is_left_out)]
        look_through(case=case, decisions=decisions, by=cast.asha, now=NOW)
        assert LookedAt.objects.get().is_left_out is stays
    show_words(words=LookedAt.objects.get(), by=cast.asha, now=NOW)
    assert not LookedAt.objects.get().is_left_out


def test_the_pages_ask_the_database_no_more_as_letters_grow(
    case: Case, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish_case(case=case, by=cast.asha, now=NOW)
    client = sign_in(cast.asha)
    for hour in range(20):
        make_attachment(make_reply(case, text=f"Ask Ada Number{hour}.", at=NOW + timedelta(hours=hour)))
    client.get("/desk/")  # the site’s mode is remembered from here on
    with django_assert_max_num_queries(12):  # what was decided and the names of files are among them
        assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
    for address in (f"/desk/cases/{case.pk}/publish/", f"/requests/{case.pk}/", "/requests/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    Case.objects.filter(pk=case.pk).update(is_public=False, published_at=None)
    with django_assert_max_num_queries(20):  # the public page, and what is left out of it, on one
        assert client.get(f"/desk/cases/{case.pk}/publish/").context["preview"]
