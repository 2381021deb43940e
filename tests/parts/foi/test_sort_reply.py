"""A person says what a reply means, in as many words as it has meanings; the next date follows from them."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.parts.foi.actions.record_event import NotYet
from dueregard.parts.foi.actions.sort_reply import AlreadySorted, Meaning, sort_reply, stored_reference
from dueregard.parts.foi.actions.sort_together import NothingToUndo, undo_sort
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.what_follows import what_follows
from dueregard.records.todo.actions.take_thing import take_thing
from dueregard.rules.casework.events import EventKind, Outcome, Phase
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.laws import Law
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event, make_reply, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 4)


@pytest.fixture
def reply(cast: Cast) -> Correspondence:
    """A reply nobody has sorted, in a case that waits."""
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22))
    return make_reply(case, is_sorted=False)


def sort(reply: Correspondence, cast: Cast, *meanings: Meaning, reference: str = "") -> Case:
    """Sort the reply as Ben, and return the case as it is then."""
    sort_reply(
        reply=reply,
        meanings=meanings,
        their_reference=reference,
        seen=seen_now(stored_reference(reply.case), NOW),
        by=cast.ben,
        now=NOW,
    )
    return Case.objects.get(pk=reply.case_id)


def test_one_reply_may_release_a_part_refuse_the_rest_and_take_time(reply: Correspondence, cast: Cast) -> None:
    case = sort(
        reply,
        cast,
        Meaning(EventKind.ACKNOWLEDGED, ON),
        Meaning(EventKind.RELEASED_IN_PART, ON, sections=("s.24(1)", "s.31(1)(a)")),
        reference="FOI 2026/318",
    )
    assert set(case.events.values_list("kind", flat=True)) == {"request_received", "acknowledged", "released_in_part"}
    assert (case.outcome, case.unsorted, case.their_reference) == (Outcome.RELEASED_IN_PART, 0, "FOI 2026/318")
    assert case.standing["says"] == "They released part of it under section 24(1), section 31(1)(a)"


def test_an_extension_keeps_the_date_they_name_and_sets_the_lawful_one(reply: Correspondence, cast: Cast) -> None:
    case = sort(reply, cast, Meaning(EventKind.EXTENSION_CLAIMED, ON, until=date(2026, 12, 15)))
    assert "they gave the date Tue 15 December 2026" in case.standing["says"]
    assert case.due_on == date(2026, 12, 18)  # 40 working days after 22 October, over St Andrew's Day


def test_a_reply_that_changes_nothing_is_sorted_all_the_same(reply: Correspondence, cast: Cast) -> None:
    before = Case.objects.get(pk=reply.case_id).due_on
    case = sort(reply, cast)
    assert (case.unsorted, case.due_on) == (0, before)
    assert Act.objects.filter(did="sort_reply", by=cast.ben).count() == 1


def test_two_people_at_once_sort_it_once(reply: Correspondence, cast: Cast) -> None:
    sort(reply, cast, Meaning(EventKind.REFUSED, ON))
    with pytest.raises(AlreadySorted):
        sort(reply, cast, Meaning(EventKind.RELEASED, ON))
    assert Case.objects.get(pk=reply.case_id).outcome == Outcome.REFUSED


def test_a_day_that_has_not_come_leaves_everything_as_it_was(reply: Correspondence, cast: Cast) -> None:
    with pytest.raises(NotYet):
        sort(reply, cast, Meaning(EventKind.REFUSED, NOW.date() + timedelta(days=1)))
    reply.refresh_from_db()
    assert (reply.is_sorted, reply.case.events.count()) == (False, 1)


def test_the_form_gives_sections_to_a_refusal_and_the_new_date_to_an_extension(
    reply: Correspondence, cast: Cast
) -> None:
    typed = {"on": "2026-11-04", "sections": "s.24(1) and s.31", "until": "2026-12-15", "their_reference": "R/1"}
    typed |= {"kinds": ["refused", "extension_claimed", "acknowledged"]}  # type: ignore[dict-item]
    sign_in(cast.ben).post(f"/desk/messages/{reply.pk}/sort/", typed)
    details = dict(reply.case.events.values_list("kind", "details"))
    assert details["refused"] == {"sections": ["section 24(1)", "section 31"], "as_typed": "s.24(1) and s.31"}
    assert details["extension_claimed"] == {"until": "2026-12-15"}
    assert details["acknowledged"] == {}


def test_the_form_starts_with_what_the_words_suggest(reply: Correspondence, cast: Cast) -> None:
    Correspondence.objects.filter(pk=reply.pk).update(
        suggestions=[
            {"kind": "refused", "passage": "We withhold it", "reason": "It says so.", "sections": ["24(1)"]},
            {"link": "https://files.example/1", "product": "a file service"},
        ]
    )
    page = sign_in(cast.ben).get(f"/desk/messages/{reply.pk}/sort/").content.decode()
    assert 'value="refused"' in page.split("checked")[0][-200:]
    assert 'value="24(1)"' in page
    assert "We withhold it" in page


def test_a_contradiction_is_refused_and_keeps_what_was_ticked_and_typed(reply: Correspondence, cast: Cast) -> None:
    typed = {"kinds": ["released", "refused"], "on": "2026-11-04", "sections": "s.24", "their_reference": "R/7"}
    page = sign_in(cast.ben).post(f"/desk/messages/{reply.pk}/sort/", typed).content.decode()
    assert "A reply cannot both release everything and withhold it" in page
    assert 'value="R/7"' in page
    assert page.count("checked") == 2
    reply.refresh_from_db()
    assert not reply.is_sorted


def test_a_reply_already_sorted_opens_as_a_message(reply: Correspondence, cast: Cast) -> None:
    sort(reply, cast)
    answer = sign_in(cast.ben).get(f"/desk/messages/{reply.pk}/sort/")
    assert answer["Location"] == f"/desk/messages/{reply.pk}/"


def test_an_answer_to_a_review_ends_the_review(reply: Correspondence, cast: Cast) -> None:
    make_event(reply.case, EventKind.REFUSED, date(2026, 10, 28))
    make_event(reply.case, EventKind.REVIEW_ASKED, date(2026, 10, 29))
    case = sort(reply, cast, Meaning(EventKind.REVIEW_UPHELD, ON, sections=("s.24",)))
    assert case.phase == Phase.REVIEWED


def test_a_reply_in_a_closed_case_still_asks_for_a_person(reply: Correspondence, cast: Cast) -> None:
    make_event(reply.case, EventKind.CLOSED, ON)
    assert list(Case.objects.needing_a_person()) == [reply.case]
    page = sign_in(cast.ben).get("/desk/").content.decode()
    assert reply.case.body.name in page


def test_no_two_links_of_the_page_are_called_the_same_and_each_leads_to_its_reply(
    reply: Correspondence, cast: Cast
) -> None:
    second = make_reply(reply.case, is_sorted=False)
    Correspondence.objects.filter(pk=second.pk).update(at=reply.at + timedelta(days=1))
    Case.objects.filter(pk=reply.case_id).update(unsorted=2)
    page = sign_in(cast.asha).get(f"/desk/cases/{reply.case_id}/").content.decode()
    links = re.findall(r'<a class="button[^"]*" href="([^"]+)">(.+?)</a>', page)
    buttons = {re.sub(r"<[^>]+>", "", words): href for href, words in links}
    assert len(buttons) == len(links)
    assert f'action="/desk/messages/{reply.pk}/sort/"' in page  # the oldest is open beside its form
    to_sort = {href for words, href in buttons.items() if words.startswith("Sort this reply of ")}
    assert to_sort == {f"/desk/messages/{second.pk}/sort/"}


def test_an_extension_is_not_suggested_where_the_law_has_none_whenever_the_law_was_set(
    reply: Correspondence, cast: Cast
) -> None:
    told = {"kind": "extension_claimed", "passage": "We need more time.", "reason": "It says so.", "until": ""}
    Correspondence.objects.filter(pk=reply.pk).update(suggestions=[told])
    client, address = sign_in(cast.ben), f"/desk/messages/{reply.pk}/sort/"
    assert "We need more time." in client.get(address).content.decode()
    Case.objects.filter(pk=reply.case_id).update(law=Law.FOISA)
    page = client.get(address)
    assert "We need more time." not in page.content.decode()
    assert page.context["form"].initial["kinds"] == []


def saves(reply: Correspondence, then: str = "") -> dict[str, object]:
    """Return what the form sends for a refusal."""
    return {"kinds": ["refused"], "on": "2026-11-04", "sections": "s.24", "then": then}


def test_after_sorting_comes_the_oldest_reply_that_no_colleague_has_taken(reply: Correspondence, cast: Cast) -> None:
    campaign, today = make_campaign(cast.northport), timezone.localdate()
    taken, free = (make_reply(make_waiting_case(campaign), at=NOW + timedelta(days=n), is_sorted=False) for n in (1, 2))
    make_reply(make_waiting_case(make_campaign(cast.southmoor)), at=NOW, is_sorted=False)  # another group's
    take_thing(kind="reply", key=taken.pk.hex, until=today, today=today, by=cast.ben, now=NOW)
    answer = sign_in(cast.asha).post(f"/desk/messages/{reply.pk}/sort/", saves(reply, "next"))
    assert answer["Location"] == f"/desk/cases/{free.case_id}/?reply={free.pk}&done={reply.pk}"
    page = sign_in(cast.asha).get(answer["Location"]).content.decode()
    assert f'action="/desk/messages/{free.pk}/sort/"' in page
    assert "They refused." in page
    # Ben has taken the other one: to him it is the next.
    assert f"reply={taken.pk}" in sign_in(cast.ben).get(answer["Location"]).content.decode()


def test_the_last_reply_leads_back_to_its_case(reply: Correspondence, cast: Cast) -> None:
    answer = sign_in(cast.asha).post(f"/desk/messages/{reply.pk}/sort/", saves(reply, "next"))
    assert answer["Location"] == f"/desk/cases/{reply.case_id}/?done={reply.pk}"
    page = sign_in(cast.asha).get(answer["Location"]).content.decode()
    assert "Next reply" not in page
    assert "Sorted: " in page


def test_what_one_person_sorted_they_can_undo_and_nobody_else(reply: Correspondence, cast: Cast) -> None:
    sort(reply, cast, Meaning(EventKind.REFUSED, ON), Meaning(EventKind.ACKNOWLEDGED, ON))
    undo = f"/desk/messages/{reply.pk}/sort/undo/"
    sign_in(cast.asha).post(undo)
    reply.refresh_from_db()
    assert reply.is_sorted
    sign_in(cast.ben).post(undo)
    reply.refresh_from_db()
    assert not reply.is_sorted
    assert Case.objects.get(pk=reply.case_id).unsorted == 1
    assert reply.case_events.filter(struck_at=None).count() == 0
    assert reply.case_events.count() == 2  # crossed out, and still to be read


def test_a_doubt_that_was_settled_is_not_undone_in_passing(reply: Correspondence, cast: Cast) -> None:
    make_event(reply.case, EventKind.ARRIVAL_DOUBTED, ON, correspondence=reply)
    sort(reply, cast, Meaning(EventKind.ACKNOWLEDGED, ON))
    with pytest.raises(NothingToUndo):
        undo_sort(reply=reply, by=cast.ben, now=NOW)


def test_the_list_of_replies_shows_what_each_seems_to_say_and_who_has_it(reply: Correspondence, cast: Cast) -> None:
    told = {"kind": "refused", "passage": "We withhold it.", "reason": "It says so.", "sections": []}
    Correspondence.objects.filter(pk=reply.pk).update(suggestions=[told])
    page = sign_in(cast.asha).get("/desk/replies/").content.decode()
    assert "1 reply, the oldest first" in page
    assert "Seems to say: They refused" in page
    today = timezone.localdate()
    take_thing(kind="reply", key=reply.pk.hex, until=today, today=today, by=cast.ben, now=NOW)
    page = sign_in(cast.asha).get("/desk/replies/").content.decode()
    assert "A colleague has taken it" in page
    assert "Sort the oldest reply" not in page
    assert "No replies to sort" in sign_in(cast.carys).get("/desk/replies/").content.decode()


def test_beside_each_answer_stands_the_date_that_follows_and_it_is_the_one_recorded_afterwards(
    reply: Correspondence, cast: Cast
) -> None:
    page = sign_in(cast.ben).get(f"/desk/messages/{reply.pk}/sort/").content.decode()
    said = {
        kind: re.sub(r"<[^>]+>", "", page.partition(f'value="{kind}"')[2].partition('class="follows">')[2])
        .partition("\n")[0]
        .strip()
        for kind in ("refused", "released")
    }
    on = timezone.localdate(reply.at)
    case = sort(reply, cast, Meaning(EventKind.REFUSED, on))
    assert case.due_on is not None
    assert said["refused"].startswith(f"{case.standing['due']['what']} {day_words(case.due_on)}.")
    assert said["released"].startswith("No deadline follows.")


@pytest.mark.parametrize("kind", list(EventKind))
def test_what_follows_can_be_said_of_everything_that_a_reply_may_say(reply: Correspondence, kind: EventKind) -> None:
    assert what_follows(reply.case, ON, [kind])[kind].endswith(".")
