"""Publishing shows the page first as a visitor will read it, needs an act there, and can be undone for ten minutes."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.publish_case import (
    NotPublic,
    ReasonMissing,
    TooLateToUndo,
    publish_case,
    undo_publication,
    unpublish_case,
)
from dueregard.parts.foi.models import Case, CaseNote
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_event, make_letter, make_reply, make_waiting_case
from tests.people import Cast
from tests.searching import index_now
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A private case with a letter and an answer; a name stands under each."""
    case = make_waiting_case(make_campaign(cast.northport, title="lighthouse plan"), make_body("Northport Trust"))
    letter = make_letter(case, text="Please send the lighthouse plan.\n\nYours faithfully\nAsha Example")
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=letter)
    make_reply(case, text="We have a beacon.\n\nKind regards\nJane Smith", kind="reply")
    return case


def sent_on(client: Client, case: Case) -> dict[str, object]:
    """Return what the check page would send for somebody who read it."""
    context = client.get(f"/desk/cases/{case.pk}/publish/").context
    seen = [each.look.key for each in context["look"].listed]
    return {"make": "public", "seen": seen, "read": "on", "preview": context["preview"].seen}


def is_public(case: Case) -> bool:
    """Tell whether the case is public now."""
    return Case.objects.get(pk=case.pk).is_public


def channels(case: Case) -> dict[str, str]:
    """Return what a visitor can ask for, by address."""
    addresses = (
        case.public_url(),
        f"/requests/{case.pk}.json",
        "/",
        "/requests/",
        "/requests/?q=northport",
        "/requests/feed.xml",
        f"/bodies/{case.body.slug}/",
        f"/bodies/{case.body.slug}.json",
        "/search/?q=lighthouse",
        "/search/?q=beacon",
        "/search/feed.xml?q=lighthouse",
    )
    return {address: Client().get(address).content.decode() for address in addresses}


def telling(case: Case) -> list[str]:
    """Return the addresses at which a visitor reads something of the case, but for their own words."""
    hits = (case.public_url(), "We have a beacon", "lighthouse plan")
    return [address for address, text in channels(case).items() if any(hit in text for hit in hits)]


def test_the_check_page_shows_word_for_word_what_a_visitor_then_reads(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    before = client.get(f"/desk/cases/{case.pk}/publish/")
    preview = before.context["preview"].html
    client.post(f"/desk/cases/{case.pk}/publish/", sent_on(client, case))
    after = Client().get(case.public_url()).content.decode()

    data = f' <a href="/requests/{case.pk}.json">Data (JSON)</a>.'  # leads nowhere before the case is public
    assert data in after
    assert "Data (JSON)" not in preview
    assert preview.strip() in after.replace(data, "")
    assert "Jane Smith" not in preview
    assert preview in before.content.decode()


def test_nothing_is_published_by_who_did_not_say_that_they_read_it(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    sent = sent_on(client, case)
    del sent["read"]
    answer = client.post(f"/desk/cases/{case.pk}/publish/", sent)

    assert answer.status_code == 422
    assert "<title>Error: " in answer.content.decode()
    assert not is_public(case)


def test_what_changed_since_it_was_read_is_shown_and_not_published(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    sent = sent_on(client, case)
    make_reply(case, text="we send a second answer.", kind="reply")
    answer = client.post(f"/desk/cases/{case.pk}/publish/", sent)

    assert answer.status_code == 409
    assert "we send a second answer." in answer.context["preview"].html
    assert not is_public(case)


def test_who_leaves_something_out_reads_the_page_without_it_before_it_is_public(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    sent = {**sent_on(client, case), "also": "beacon"}
    answer = client.post(f"/desk/cases/{case.pk}/publish/", sent, follow=True)

    assert not is_public(case)
    assert "We have a [name left out]." in answer.context["preview"].html


def test_a_case_that_cannot_be_published_says_why_and_offers_no_button(case: Case, cast: Cast) -> None:
    make_reply(case, is_sorted=False)
    page = sign_in(cast.asha).get(f"/desk/cases/{case.pk}/publish/").content.decode()

    assert "A reply is waiting to be sorted." in page
    assert 'value="public"' not in page


def test_undo_takes_it_out_of_every_page_feed_search_and_file_at_once(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    index_now()
    nowhere = telling(case)
    answer = client.post(f"/desk/cases/{case.pk}/publish/", sent_on(client, case), follow=True)
    index_now()
    page = answer.content.decode()
    assert "This case is public" in page
    assert "Undo publishing" in page
    assert "Undo publishing" in client.get(case.get_absolute_url()).content.decode()
    told = telling(case)
    client.post(f"/desk/cases/{case.pk}/publish/undo/")

    assert len(told) >= 9
    assert telling(case) == nowhere == []  # before the index has come to it
    index_now()
    assert telling(case) == []
    assert [Client().get(path).status_code for path in (case.public_url(), f"/requests/{case.pk}.json")] == [404, 404]
    assert Act.objects.filter(did="undo_publication", on_id=str(case.pk), by=cast.asha).count() == 1


def test_no_cache_keeps_a_public_page_past_the_undo(case: Case, cast: Cast) -> None:
    publish_case(case=case, by=cast.asha, now=timezone.now())
    for address in (case.public_url(), f"/requests/{case.pk}.json", "/requests/", "/requests/feed.xml"):
        kept = Client().get(address)["Cache-Control"]
        assert "no-cache" in kept or "no-store" in kept, address


def test_after_ten_minutes_it_is_withdrawn_with_a_reason_instead(case: Case, cast: Cast) -> None:
    publish_case(case=case, by=cast.asha, now=timezone.now() - 11 * MINUTE)
    case.refresh_from_db()
    client = sign_in(cast.asha)
    assert "Undo publishing" not in client.get(case.get_absolute_url()).content.decode()
    answer = client.post(f"/desk/cases/{case.pk}/publish/undo/", follow=True)
    assert "Ten minutes have passed." in answer.content.decode()
    assert is_public(case)

    assert client.post(f"/desk/cases/{case.pk}/withdraw/", {"why": " ", "public_why": "asked"}).status_code == 422
    assert is_public(case)
    client.post(f"/desk/cases/{case.pk}/withdraw/", {"why": "A parent asked us to.", "public_why": "asked"})
    assert not is_public(case)
    assert CaseNote.objects.get(case=case).text == "Withdrawn from the public: A parent asked us to."
    index_now()
    assert telling(case) == []


def test_the_actions_refuse_too_late_an_undo_and_a_withdrawal_without_a_reason(case: Case, cast: Cast) -> None:
    now = timezone.now()
    with pytest.raises(NotPublic):
        undo_publication(case=case, by=cast.asha, now=now)
    publish_case(case=case, by=cast.asha, now=now)
    with pytest.raises(TooLateToUndo):
        undo_publication(case=case, by=cast.asha, now=now + 10 * MINUTE + timedelta(seconds=1))
    with pytest.raises(ReasonMissing):
        unpublish_case(case=case, why=" \n", by=cast.asha, now=now)
    assert is_public(case)
    undo_publication(case=case, by=cast.asha, now=now + 10 * MINUTE)
    assert not is_public(case)


def test_undone_and_published_again_is_public_with_ten_minutes_of_its_own(case: Case, cast: Cast) -> None:
    now = timezone.now()
    publish_case(case=case, by=cast.asha, now=now - 9 * MINUTE)
    undo_publication(case=case, by=cast.asha, now=now)
    publish_case(case=case, by=cast.asha, now=now)
    mark_changed(kind="case", keys=[str(case.pk)])
    undo_publication(case=case, by=cast.asha, now=now + 9 * MINUTE)
    assert not is_public(case)
