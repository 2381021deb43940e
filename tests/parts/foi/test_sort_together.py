"""Replies that seem only to acknowledge are read on one page, and those that are ticked are sorted in one act."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.parts.foi.actions.check_rule import undo_sorting
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.actions.sort_reply import sort_reply, stored_reference
from dueregard.parts.foi.actions.sort_together import NothingToUndo, undo_sorted
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.acknowledgements import PER_PAGE, together_page
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind, Phase
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
from tests.parts.foi.test_queries_do_not_grow import asked_with_few_and_many
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db

PAGE = "/desk/replies/acknowledgements/"
LETTERS = Path(__file__).parents[2] / "mail" / "letters"
OWN_WORDING = "Thanks for getting in touch. Your letter has reached us, and a colleague will look into it for you."


def make_one(group: Group, text: str = OWN_WORDING, body: str = "", **fields: object) -> Correspondence:
    """Make an unsorted reply in a case of its own, as filing leaves it that knows no more than that it is a reply."""
    case = make_waiting_case(make_campaign(group), make_body(body) if body else None)
    return make_reply(case, text=text, **{"kind": "reply", "is_sorted": False, **fields})  # type: ignore[arg-type]


def listed(cast: Cast) -> set[UUID]:
    """Return what Asha finds on the page, over all its pages."""
    first = together_page(cast.asha, "1").page
    return {each.reply.pk for number in first.paginator.page_range for each in first.paginator.page(number)}


def tick(client: Client, *replies: Correspondence) -> str:
    """Sort these together, and return the page that answers."""
    return client.post(PAGE, {"reply": [str(reply.pk) for reply in replies]}).content.decode()


def unsorted(*replies: Correspondence) -> list[bool]:
    """Return of each reply whether nobody has sorted it."""
    return [not Correspondence.objects.get(pk=reply.pk).is_sorted for reply in replies]


def test_each_is_shown_with_its_whole_text_the_oldest_first_and_none_is_ticked(cast: Cast) -> None:
    later = make_one(cast.northport, body="Southmoor College", at=ASKED_AT + timedelta(days=9))
    long = f"{OWN_WORDING}\n\n" + "We are a small office and read every letter. " * 60 + "\n\nThis is its last line."
    make_one(cast.northport, long, body="Northport College", at=ASKED_AT + timedelta(days=2))
    page = sign_in(cast.asha).get(PAGE).content.decode()
    assert "2 replies, the oldest first" in page
    assert page.index("Northport College") < page.index("This is its last line.") < page.index("Southmoor College")
    assert (page.count('type="checkbox"'), page.count("checked")) == (2, 0)
    assert f'href="/desk/messages/{later.pk}/sort/"' in page
    assert "<script" not in page.split("<main")[1].split("</main>")[0]


def test_the_ticked_ones_are_sorted_on_their_uk_day_and_the_others_wait(cast: Cast) -> None:
    at = ASKED_AT.replace(hour=23, minute=30)  # half past midnight on the next day, in British Summer Time
    first, second = make_one(cast.northport, at=at), make_one(cast.northport)
    third = make_one(cast.northport)
    page = tick(sign_in(cast.ben), first, second)
    assert "2 replies are sorted." in page
    assert unsorted(first, second, third) == [False, False, True]
    event = first.case_events.get()
    assert (event.kind, event.on, event.recorded_by) == (EventKind.ACKNOWLEDGED, timezone.localdate(at), cast.ben)
    assert event.on.day == ASKED_AT.day + 1
    assert Case.objects.get(pk=first.case_id).unsorted == 0
    assert Act.objects.filter(did="sort_reply", by=cast.ben).count() == 2


def test_nothing_ticked_is_said_and_sorts_nothing(cast: Cast) -> None:
    reply = make_one(cast.northport)
    answer = sign_in(cast.asha).post(PAGE, {"reply": ["", "no id"]})
    assert answer.status_code == 422
    assert "Tick at least one reply." in answer.content.decode()
    assert unsorted(reply) == [True]


def test_two_groups_neither_see_nor_sort_one_another_s_replies(cast: Cast) -> None:
    ours, theirs = make_one(cast.northport, body="Our College"), make_one(cast.southmoor, body="Their College")
    for person, own, other in ((cast.asha, "Our College", "Their College"), (cast.carys, "Their College", "Our")):
        page = sign_in(person).get(PAGE).content.decode()
        assert own in page
        assert other not in page.replace(own, "")
    page = tick(sign_in(cast.carys), ours, theirs)
    assert "1 reply is sorted." in page
    assert "Our College" not in page
    assert unsorted(ours, theirs) == [True, False]
    sign_in(cast.asha).post(f"{PAGE}undo/", {"reply": [str(theirs.pk)]})
    assert unsorted(theirs) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "We acknowledge your request. We refuse it under section 14(1) of the Act, because it is vexatious.",
        "Thank you for your request, which has been received. We do not hold this information.",
        "Thank you for your request. There were 14 referrals in that year.",
        "We have received your request. Which years do you mean?",
        "We acknowledge receipt of your request. Our answer is attached.",
        "Thank you for your request. This is exempt under s.24(1).",
        "We have received your request. We need a further 40 working days to consider the public interest test.",
        "Our new policy came into force last spring.",
        "",
    ],
)
def test_a_reply_that_says_anything_else_is_never_listed(cast: Cast, text: str) -> None:
    make_one(cast.northport, text)
    assert listed(cast) == set()


def test_what_comes_with_a_file_a_link_a_doubt_or_too_much_to_read_is_never_listed(cast: Cast) -> None:
    make_attachment(make_one(cast.northport))
    make_one(cast.northport, suggestions=[{"link": "https://files.example/1", "product": "a file service"}])
    make_one(cast.northport, suggestions=[{"kind": "refused", "passage": "No.", "reason": "It says so."}])
    doubtful = make_one(cast.northport)
    record_event(
        case=doubtful.case, kind=EventKind.ARRIVAL_DOUBTED, on=NOW.date(), by=None, now=NOW, correspondence=doubtful
    )
    make_one(cast.northport, f"{OWN_WORDING} " + "We read every letter. " * 300)
    make_one(cast.northport, notes=["Its text is too long to show in full."])
    make_one(cast.northport, kind="bounce")
    make_one(cast.northport, is_sorted=True)
    assert listed(cast) == set()
    plain = make_one(cast.northport, suggestions=[{"kind": "acknowledged", "passage": "Got it.", "reason": "So."}])
    assert listed(cast) == {plain.pk}


def test_an_answer_between_the_lines_of_our_letter_is_seen(cast: Cast) -> None:
    reply = make_one(
        cast.northport,
        "We have received your request.\n\n> Please send the current Prevent risk assessment.\n> We refuse this.\n",
    )
    make_letter(reply.case)
    assert listed(cast) == set()


@pytest.mark.parametrize("name", ["acknowledgements", "acknowledgements-by-phrases"])
def test_acknowledgements_in_offices_own_wording_are_listed(cast: Cast, name: str) -> None:
    letters = (LETTERS / f"{name}.txt").read_text(encoding="utf-8").split("====\n")
    names = (f"Northport Council {number}" for number in range(len(letters)))
    made = {make_one(cast.northport, letter, body).pk: letter for letter, body in zip(letters, names, strict=True)}
    missed = [made[pk] for pk in made.keys() - listed(cast)]
    assert missed == []


def test_what_a_colleague_sorted_meanwhile_is_named_and_stops_no_other(cast: Cast) -> None:
    first, second = make_one(cast.northport, body="Early College"), make_one(cast.northport, body="Late College")
    seen = seen_now(stored_reference(first.case), NOW)
    sort_reply(reply=first, meanings=[], their_reference="", seen=seen, by=cast.ben, now=NOW)
    page = tick(sign_in(cast.asha), first, second)
    assert "1 reply is sorted." in page
    assert "<b>Early College</b>: It has already been sorted." in page
    assert not first.case_events.exists()


def test_a_day_to_come_and_a_reply_that_has_become_doubtful_are_refused_by_name(cast: Cast) -> None:
    early = make_one(cast.northport, body="Hasty College", at=timezone.now() + timedelta(days=3))
    doubtful = make_one(cast.northport, body="Doubtful College")
    make_attachment(doubtful)
    page = tick(sign_in(cast.asha), early, doubtful)
    assert "<b>Hasty College</b>: That day is in the future. Check the date." in page
    assert "<b>Doubtful College</b>: It no longer seems only to acknowledge. Sort it by itself." in page
    assert unsorted(early, doubtful) == [True, True]


def test_in_a_review_it_is_the_review_that_is_acknowledged(cast: Cast) -> None:
    reply = make_one(cast.northport, "Thank you for your request for an internal review, which has been received.")
    Case.objects.filter(pk=reply.case_id).update(phase=Phase.REVIEW)
    tick(sign_in(cast.asha), reply)
    assert reply.case_events.get().kind == EventKind.REVIEW_ACKNOWLEDGED


def test_undo_makes_them_unsorted_again_and_strikes_out_what_was_recorded(cast: Cast) -> None:
    replies = make_one(cast.northport), make_one(cast.northport)
    client = sign_in(cast.asha)
    page = tick(client, *replies)
    assert all(f'<input type="hidden" name="reply" value="{reply.pk}">' in page for reply in replies)
    page = client.post(f"{PAGE}undo/", {"reply": [str(each.pk) for each in replies]}, follow=True).content.decode()
    assert "2 replies are unsorted again." in page
    assert unsorted(*replies) == [True, True]
    assert Case.objects.get(pk=replies[0].case_id).unsorted == 1
    assert not replies[0].case_events.filter(struck_at=None).exists()
    assert Act.objects.filter(did="undo_sorted", by=cast.asha).count() == 2
    assert listed(cast) == {reply.pk for reply in replies}


def test_undo_leaves_alone_what_somebody_has_dealt_with_since(cast: Cast) -> None:
    reply = make_one(cast.northport, body="Busy College")
    client = sign_in(cast.asha)
    tick(client, reply)
    with pytest.raises(NothingToUndo):
        undo_sorted(reply=reply, by=cast.ben, now=NOW)
    make_event(reply.case, EventKind.REFUSED, NOW.date(), correspondence=reply)
    page = client.post(f"{PAGE}undo/", {"reply": [str(reply.pk)]}, follow=True).content.decode()
    assert "Busy College: This reply has been dealt with since. Nothing was changed." in page
    assert unsorted(reply) == [False]
    assert reply.case_events.filter(struck_at=None).count() == 2


def test_what_a_rule_sorted_is_not_undone_here_but_is_listed_once_it_was_undone(cast: Cast) -> None:
    reply = make_one(cast.northport, is_sorted=True, sorted_by_rule=True)
    with pytest.raises(NothingToUndo):
        undo_sorted(reply=reply, by=cast.asha, now=NOW)
    undo_sorting(reply=reply, by=cast.asha, now=NOW)
    assert listed(cast) == {reply.pk}


def test_thirty_stand_on_a_page_with_the_number_of_all(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    for _ in range(PER_PAGE + 1):
        make_reply(case, text=OWN_WORDING, kind="reply", is_sorted=False)
    client = sign_in(cast.asha)
    page = client.get(PAGE).content.decode()
    assert f"{PER_PAGE + 1} replies, the oldest first" in page
    assert page.count('type="checkbox"') == PER_PAGE
    assert client.get(f"{PAGE}?page=2").content.decode().count('type="checkbox"') == 1


def test_the_page_takes_as_many_queries_for_sixty_replies_as_for_five(cast: Cast) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            make_letter(make_one(cast.northport).case)

    pages = [PAGE, "/desk/requests/?view=ours"]
    few, many = asked_with_few_and_many(sign_in(cast.asha), pages, add)
    assert few == many


def test_the_lists_of_what_is_to_sort_lead_to_it(cast: Cast) -> None:
    reply = make_one(cast.northport)
    client = sign_in(cast.asha)
    for url in ("/desk/requests/?view=ours", "/desk/replies/", "/desk/sorted-for-you/"):
        assert f'href="{PAGE}"' in client.get(url).content.decode()
    tick(client, reply)
    assert "Nothing to sort here" in client.get(PAGE).content.decode()
