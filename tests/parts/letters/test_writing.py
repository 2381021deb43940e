"""A visitor writes a motion or letter for a body by its real name, without an account, and loses nothing on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.parts.letters.queries.models import all_models
from dueregard.records.history.actions import write_entry
from dueregard.rules.law.laws import BodyKind, Nation
from tests.builders import make_body, make_contact
from tests.parts.letters.builders import MOTION, errors_of, show, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]


def test_the_list_offers_what_suits_the_body_first(client: Client) -> None:
    body = make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY)
    page = client.get(reverse("letters:index"), {"body": str(body.pk)}).context["page"]
    offered = [one.slug for shelf in page.shelves for one in shelf.models]
    assert "to-a-councillor" in offered
    assert "to-a-trust-board" not in offered
    assert "to-a-trust-board" in [one.slug for one in page.others]


def test_a_short_form_of_the_name_becomes_the_real_name_of_the_body(client: Client) -> None:
    make_body(short_name="UNorth")
    text = text_of(show(client, "branch-motion", **{**MOTION, "body": "unorth"}))
    assert text.startswith("# The Prevent duty at the University of Northport")
    assert "Motion to Northport Branch" in text


def test_a_motion_has_its_grammar_and_numbers_its_sources(client: Client) -> None:
    make_body()
    day = timezone.localdate() + timedelta(days=10)
    typed = {**MOTION, "meeting_on": day.isoformat(), "proposer": "Asha Rao"}
    text = text_of(show(client, "branch-motion", **typed))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# The Prevent duty at the University of Northport",
        "## This branch notes",
        "## This branch believes",
        "## This branch resolves to ask the University of Northport to",
        "## This branch also resolves to",
        "## Sources",
    ]
    assert "1. The University of Northport must have due regard to the need to prevent people" in text
    assert f"Meeting of {day:%A} {day.day} {day:%B} {day.year}" in text
    assert "Proposed by: Asha Rao\nSeconded by: ……" in text
    assert "drawn into terrorism. [1]" in text
    assert "1. Counter-Terrorism and Security Act 2015, section 26 and Schedule 6, https://www.legislation" in text
    assert "; \n" not in text
    assert text.count("publish its Prevent risk assessment") == 1


def test_a_letter_to_the_body_says_you_and_a_letter_about_it_says_its(client: Client) -> None:
    make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY)
    typed = {**MOTION, "body": "Northport City Council", "sender": "Asha Rao"}
    to_it = text_of(show(client, "to-management", **typed))
    about_it = text_of(show(client, "to-a-councillor", **typed, addressee="Councillor Bell"))
    assert "Dear Chief Executive" in to_it
    assert "publish your Prevent risk assessment" in to_it
    assert "By law you must have due regard" in to_it
    assert "Dear Councillor Bell" in about_it
    assert "publish its Prevent risk assessment" in about_it
    assert "Northport City Council must have due regard" in about_it


def test_a_body_has_the_titles_of_its_nation(client: Client) -> None:
    make_body("University of Southmoor", nation=Nation.SCOTLAND)
    text = text_of(show(client, "to-the-registrar", **{**MOTION, "body": "University of Southmoor"}, sender="A"))
    assert "Dear University Secretary" in text


def test_where_the_duty_does_not_apply_the_page_warns_and_the_text_does_not_claim_it(client: Client) -> None:
    make_body("University of Lagan", nation=Nation.NORTHERN_IRELAND)
    page = show(client, "branch-motion", **{**MOTION, "body": "University of Lagan"})
    assert "The Prevent duty does not apply to University of Lagan." in page.content.decode()
    assert "must have due regard" not in text_of(page)
    assert "The Prevent duty does not extend to Northern Ireland. [1]" in text_of(page)


def test_a_name_that_means_several_bodies_is_asked_about_and_what_was_typed_is_kept(client: Client) -> None:
    first = make_body("Northport College", kind=BodyKind.FURTHER_EDUCATION_COLLEGE, slug="first")
    make_body("Northport College", kind=BodyKind.SIXTH_FORM_COLLEGE, slug="second")
    typed = {**MOTION, "body": "Northport College", "own_words": "We saw a list."}
    page = show(client, "branch-motion", **typed)
    assert page.status_code == 422
    assert "Choose the body you mean" in errors_of(page)
    assert "We saw a list." in page.content.decode()
    chosen = show(client, "branch-motion", **typed, which=str(first.pk))
    assert chosen.context["desk"].meant.body == first
    named = show(client, "branch-motion", **typed, which="as-typed")
    assert "duty at Northport College" in text_of(named)
    again = show(client, "branch-motion", **typed, as_typed="Northport College")
    assert again.status_code == 200


def test_a_body_that_is_not_in_the_register_is_used_as_it_was_typed(client: Client) -> None:
    text = text_of(show(client, "branch-motion", **{**MOTION, "body": "Zyxw Gallery"}))
    assert "# The Prevent duty at Zyxw Gallery" in text
    assert "Authorities that the law lists must have due regard" in text


def test_nothing_typed_is_searched_for_placeholders_or_marks(client: Client) -> None:
    make_body()
    typed = {**MOTION, "group": "{sources} & <b>Branch</b>", "own_words": "We saw {body} and [^duty].\n{asks}"}
    page = show(client, "branch-motion", **typed)
    assert "Motion to {sources} & <b>Branch</b>" in text_of(page)
    assert "We saw {body} and [^duty].\n{asks}" in text_of(page)
    assert "<b>Branch</b>" not in page.content.decode()


def test_words_that_a_writer_changed_are_kept_when_the_details_change(client: Client) -> None:
    make_body()
    first = show(client, "branch-motion", **MOTION)
    mine = text_of(first).replace("Nobody should be reported", "We refuse to report anyone")
    sent = {**MOTION, "text": mine, "filled": first.context["written"].filled}
    kept = show(client, "branch-motion", **sent)
    assert kept.context["written"].is_edited
    assert not kept.context["written"].is_behind
    behind = show(client, "branch-motion", **{**sent, "group": "Southmoor Branch"})
    assert text_of(behind) == mine
    assert "Your wording was kept" in behind.content.decode()
    again = show(client, "branch-motion", **{**sent, "group": "Southmoor Branch", "do": "refill"})
    assert "Southmoor Branch" in text_of(again)
    assert "We refuse to report anyone" in again.context["written"].put_aside


def test_a_text_nobody_changed_follows_the_details(client: Client) -> None:
    make_body()
    first = show(client, "branch-motion", **MOTION)
    written = first.context["written"]
    sent = {**MOTION, "text": written.text.replace("\n", "\r\n"), "filled": written.filled}
    assert "Southmoor Branch" in text_of(show(client, "branch-motion", **{**sent, "group": "Southmoor Branch"}))


def test_an_answer_is_asked_for_after_the_meeting_that_asks(client: Client) -> None:
    make_body()
    meeting = timezone.localdate() + timedelta(days=70)
    text = text_of(show(client, "branch-motion", **MOTION, meeting_on=meeting.isoformat()))
    asked = meeting + timedelta(days=28)
    assert f"a written answer by {asked:%A} {asked.day} {asked:%B} {asked.year}" in " ".join(text.split())
    page = show(client, "branch-motion", **MOTION, meeting_on=meeting.isoformat(), answer_by=meeting.isoformat())
    assert page.status_code == 422
    assert "has yet to ask. Choose a day after it." in errors_of(page)


def test_the_measure_of_own_words_rises_with_what_a_writer_adds(client: Client) -> None:
    make_body()
    bare = show(client, "branch-motion", **MOTION).context["written"].own
    own = "Last spring two of our porters were told to look for beards. One asked why and was moved to nights."
    more = show(client, "branch-motion", **MOTION, own_words=own).context["written"].own
    assert bare.own == 0
    assert more.own >= 18
    assert "put aside" in bare.says


@pytest.mark.parametrize(
    ("slug", "typed", "says"),
    [
        ("branch-motion", {"clauses": []}, "Choose at least one thing that the motion asks for."),
        ("branch-motion", {"group": ""}, "Please fill this in."),
        ("branch-motion", {"group": "x" * 201}, "at most 200 characters"),
        ("branch-motion", {"meeting_on": "2026-12-10", "deadline_on": "2026-12-11"}, "This is after the meeting of"),
        ("branch-motion", {"answer_by": "2001-01-01"}, "Choose a day after today."),
        ("branch-motion", {"meeting_on": "2099-12-10"}, "This is more than two years away. Check the year."),
        ("branch-motion", {"answer_by": "2099-12-10"}, "This is more than two years away. Check the year."),
        ("branch-motion", {"meeting_on": "2026-01-10"}, "Give the day of the meeting to come, or leave it empty."),
        ("branch-motion", {"deadline_on": "2026-01-10"}, "Leave it empty if the meeting still takes the motion."),
        ("reminder", {"first_letter": "Dear all", "first_sent_on": "0206-01-05"}, "more than five years ago."),
        ("branch-motion", {"clauses": ["no-such-clause"]}, "no longer offered for this body"),
        ("to-an-mp", {"sender": "Asha Rao", "addressee": ""}, "Who does it go to? Please fill this in."),
        ("reminder", {"sender": "Asha Rao", "first_sent_on": "2026-01-05"}, "Paste your first letter"),
        ("reminder", {"first_letter": "Dear all", "first_sent_on": "2999-01-05"}, "This day is still to come."),
        ("open-letter", {"signatories": "Asha Rao\nBen\nasha  rao."}, "“Asha Rao” is on lines 1 and 3."),
    ],
)
def test_bad_input_is_said_in_a_sentence(client: Client, slug: str, typed: dict[str, Any], says: str) -> None:
    make_body()
    page = show(client, slug, **{**MOTION, **typed})
    assert page.status_code == 422
    assert says in errors_of(page)


def test_people_with_the_same_name_both_stay_once_that_is_said(client: Client) -> None:
    make_body()
    typed = {**MOTION, "signatories": "Asha Rao\nBen\nAsha Rao", "same_names": "on"}
    assert text_of(show(client, "open-letter", **typed)).count("- Asha Rao") == 2


def test_a_reminder_quotes_the_first_letter(client: Client) -> None:
    make_body()
    typed = {
        **MOTION,
        "clauses": [],
        "sender": "A",
        "first_sent_on": "2026-01-05",
        "first_letter": "Dear all\n\nPlease answer.",
    }
    text = text_of(show(client, "reminder", **typed))
    assert "> Dear all\n> \n> Please answer." in text.replace(">\n", "> \n")
    assert "We wrote to you on Monday 5 January 2026." in text


def test_an_mp_is_written_to_about_no_body_at_all(client: Client) -> None:
    page = show(client, "to-an-mp", sender="Asha Rao", addressee="Ms Bell")
    assert "House of Commons" in text_of(page)
    assert "{" not in text_of(page)


def test_the_mail_draft_says_whose_address_it_uses_and_when_it_was_checked(client: Client) -> None:
    make_contact(make_body(), "office@northport.example", purpose="general")
    page = show(client, "to-management", **MOTION, sender="Asha Rao").content.decode()
    assert "addressed to office@northport.example (checked" in page


def test_nothing_is_stored_and_no_page_is_kept_by_a_cache(client: Client) -> None:
    make_body()
    page = show(client, "branch-motion", **MOTION)
    assert "no-store" in page["Cache-Control"]
    assert Session.objects.count() == 0
    assert "sessionid" not in client.cookies


def test_a_model_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(reverse("letters:write", args=["no-such-model"])).status_code == 404
    assert client.post(reverse("letters:file", args=["branch-motion", "exe"])).status_code == 404


def test_the_pages_take_few_questions_however_much_is_known(client: Client, django_assert_max_num_queries: Any) -> None:
    body = make_body()
    for number in range(30):
        write_entry(
            body=body,
            group=None,
            at=timezone.now() - timedelta(days=number),
            kind="reply",
            says=f"Reply {number}",
            part="foi",
            subject=str(number),
            path="/nowhere/",
            public_path="/requests/",
        )
    with django_assert_max_num_queries(12):
        assert client.get(reverse("letters:index"), {"body": str(body.pk)}).status_code == 200
    with django_assert_max_num_queries(12):
        page = client.get(reverse("letters:write", args=["branch-motion"]), {"body": str(body.pk)})
    assert "8 published facts" in page.content.decode()
    known = [one.key for one in page.context["desk"].known][:2]
    with django_assert_max_num_queries(12):
        text = text_of(show(client, "branch-motion", **MOTION, body_id=str(body.pk), known=known))
    assert "Reply 0. [2]" in text
    assert "Published record of the request, " in text


def test_what_only_a_group_may_read_of_a_body_is_offered_to_nobody_else(client: Client) -> None:
    body = make_body()
    write_entry(
        body=body, group=None, at=timezone.now(), kind="reply", says="Secret", part="foi", subject="1", path="/desk/"
    )
    page = client.get(reverse("letters:write", args=["branch-motion"]), {"body": str(body.pk)})
    assert page.context["desk"].known == ()


def test_no_clause_is_offered_that_the_text_has_no_place_for(client: Client) -> None:
    body = make_body()
    for slug in ("reminder", "to-an-mp", "branch-motion"):
        desk = client.get(reverse("letters:write", args=[slug]), {"body": str(body.pk)}).context["desk"]
        assert all(f"{{{one.place}}}" in desk.model.text for one in desk.offers), slug
    assert desk.offers != ()


def test_every_model_is_filled_in_with_every_clause_and_leaves_no_placeholder(client: Client) -> None:
    body = make_body()
    common = {**MOTION, "sender": "Asha Rao", "addressee": "Ms Bell", "body_id": str(body.pk)}
    more = {"first_letter": "Dear all", "first_sent_on": "2026-01-05", "signatories": "Asha\nBen"}
    for model in all_models():
        offered = client.get(reverse("letters:write", args=[model.slug]), {"body": str(body.pk)}).context["desk"].offers
        page = show(client, model.slug, **{**common, **more, "clauses": [one.key for one in offered]})
        assert page.status_code == 200, (model.slug, errors_of(page))
        assert "{" not in text_of(page), model.slug
        assert "[^" not in text_of(page), model.slug
