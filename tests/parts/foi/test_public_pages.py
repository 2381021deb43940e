"""Everybody may read what a group published, and nothing else: by page, data, feed or guessed address."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.mail.queries import site_mode
from dueregard.parts.foi.actions.publish_case import hide_message, publish_case, unpublish_case
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import EventKind, Outcome, Phase, Turn
from dueregard.rules.law.laws import BodyKind, Nation
from tests.builders import make_body
from tests.builders_evidence import make_pdf_document, make_public_copy
from tests.builders_foi import (
    ASKED_AT,
    NOW,
    make_attachment,
    make_campaign,
    make_case,
    make_event,
    make_letter,
    make_reply,
    make_waiting_case,
)
from tests.people import Cast
from tests.sessions import sign_in

ATOM = "{http://www.w3.org/2005/Atom}"
REPLIED_AT = datetime(2026, 11, 16, 11, 30, tzinfo=UTC)
REFUSAL = """Dear Ms Example,

We refuse your request under section 24. Write to jane.smith@northport.example or call 01632 960123.

Kind regards,
Jane Smith
Information Officer

On 22 October 2026, Asha Example <{ours}> wrote:
> Please send the current Prevent risk assessment.
> A word that stands only in the quoted letter: heliotrope.
"""


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that was asked on 22 October and refused on 16 November; nobody has published it."""
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    letter = make_letter(case, text="Dear University of Northport,\n\nPlease send the risk assessment.\n\nAsha Example")
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=letter)
    ours = f"foi-{case.token}@dueregard.invalid"
    reply = make_reply(case, text=REFUSAL.format(ours=ours), at=REPLIED_AT, kind="reply")
    make_attachment(reply, name="refusal-jane.smith@northport.example.pdf")
    make_event(case, EventKind.REFUSED, date(2026, 11, 16), correspondence=reply, sections=("FOIA s.24",))
    return case


def published(case: Case, cast: Cast) -> Case:
    """Publish the case as Asha does."""
    return publish_case(case=case, by=cast.asha, now=NOW)


def everything(client: Client, case: Case) -> str:
    """Return all that a visitor gets to read about a case."""
    addresses = ["/requests/", "/requests/feed.xml", f"/requests/{case.pk}/", f"/requests/{case.pk}.json"]
    return "\n".join(client.get(address).content.decode() for address in addresses)


def test_a_private_case_gives_a_visitor_nothing_by_page_data_feed_or_guess(client: Client, case: Case) -> None:
    assert client.get(f"/requests/{case.pk}/").status_code == 404
    assert client.get(f"/requests/{case.pk}.json").status_code == 404
    listed = client.get("/requests/").content.decode()
    feed = client.get("/requests/feed.xml").content.decode()
    for text in (listed, feed):
        assert "Risk assessments" not in text
        assert str(case.pk) not in text
        assert case.body.name not in text


def test_a_private_case_and_no_case_look_the_same(client: Client, case: Case) -> None:
    private, none = client.get(f"/requests/{case.pk}/"), client.get(f"/requests/{uuid4()}/")

    assert private.status_code == none.status_code == 404
    assert private.content == none.content


def test_a_published_case_shows_what_was_asked_and_what_came_back(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    page = client.get(f"/requests/{case.pk}/").content.decode()

    assert "University of Northport" in page
    assert "Please send the risk assessment." in page
    assert "They refused under section 24" in page
    assert "We refuse your request under section 24." in page
    assert "Last day to ask for an internal review" in page
    assert "Northport group" in page
    assert 'rel="canonical"' in page


def test_nobody_is_named_and_no_address_number_or_token_is_shown(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    text = everything(client, case)

    for secret in ("jane.smith", "Jane", "960123", case.token, "Asha", "Ms Example", case.address):
        assert secret not in text
    assert "[signature left out]" in text
    assert "Left out to protect people" in text


def test_a_very_long_letter_is_cut_and_said_to_be(client: Client, case: Case, cast: Cast) -> None:
    make_reply(case, text="We hold this. " * 20_000, at=ASKED_AT + timedelta(hours=1), kind="reply")
    published(case, cast)
    page = client.get(f"/requests/{case.pk}/").content

    assert len(page) < 100_000
    assert b"The letter is longer; the rest is not shown here." in page


def test_a_quoted_earlier_letter_is_not_repeated(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    assert "heliotrope" not in everything(client, case)


def test_a_hidden_message_is_left_out_and_said_to_be(client: Client, case: Case, cast: Cast) -> None:
    reply = case.correspondence.get(direction="in")
    hide_message(message=reply, by=cast.asha, now=NOW)
    published(case, cast)
    text = everything(client, case)

    assert "We refuse your request" not in text
    assert "refusal-" not in text
    assert "The group has left 1 message out of this page" in text
    assert "They refused under section 24" in text  # that it happened is the case's standing, not the letter


def test_a_reply_that_nobody_has_read_is_not_public(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    make_reply(case, text="The name of the pupil is Robin.", at=NOW, kind="reply", is_sorted=False)
    text = everything(client, case)

    assert "Robin" not in text
    assert "1 more reply has arrived that the group has not read yet" in text


@pytest.mark.parametrize("kind", ["out_of_office", "auto_reply", "bounce", "delivery_receipt", "loop"])
def test_an_automatic_reply_is_told_without_its_words(client: Client, case: Case, cast: Cast, kind: str) -> None:
    make_reply(case, text="I am on sick leave until Monday.", at=ASKED_AT + timedelta(hours=1), kind=kind)
    published(case, cast)

    assert "sick leave" not in everything(client, case)


def test_an_acknowledgement_filed_by_rule_after_publishing_is_told_without_its_words(
    client: Client, case: Case, cast: Cast
) -> None:
    make_reply(case, text="We have it. The earlier one.", at=ASKED_AT + timedelta(hours=1), kind="acknowledgement")
    published(case, cast)
    make_reply(case, text="We have it. The later one.", at=NOW + timedelta(hours=1), kind="acknowledgement")
    text = everything(client, case)

    assert "The earlier one" in text
    assert "The later one" not in text


@pytest.mark.parametrize("state", [state for state in OutgoingMessage.State if state != OutgoingMessage.State.SENT])
def test_a_letter_that_did_not_leave_is_not_public(
    client: Client, case: Case, cast: Cast, state: OutgoingMessage.State
) -> None:
    make_letter(case, step=Step.REVIEW, text="A draft review.", at=NOW, state=state)
    published(case, cast)

    assert "A draft review." not in everything(client, case)


def test_a_file_is_listed_by_name_type_and_size_and_cannot_be_fetched(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    page = client.get(f"/requests/{case.pk}/").content.decode()
    file = case.correspondence.get(direction="in").attachments.get()

    assert "application/pdf" in page
    assert "/desk/files/" not in page
    assert client.get(f"/desk/files/{file.pk}/").status_code == 302  # to the sign-in


def test_what_becomes_private_again_is_gone_at_once_everywhere(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    assert "Risk assessments" in client.get("/requests/feed.xml").content.decode()
    unpublish_case(case=case, why="A mistake.", by=cast.asha, now=NOW)

    assert client.get(f"/requests/{case.pk}/").status_code == 404
    assert client.get(f"/requests/{case.pk}.json").status_code == 404
    assert "Risk assessments" not in client.get("/requests/").content.decode()
    assert "Risk assessments" not in client.get("/requests/feed.xml").content.decode()


def test_the_feed_is_atom_and_tells_only_of_published_cases(client: Client, case: Case, cast: Cast) -> None:
    other = make_waiting_case(make_campaign(cast.northport, title="A private question"), make_body("Northport Council"))
    make_event(other, EventKind.REQUEST_RECEIVED, date(2026, 10, 22))
    published(case, cast)
    answer = client.get("/requests/feed.xml")
    feed = ElementTree.fromstring(answer.content)

    assert answer["Content-Type"].startswith("application/atom+xml")
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [
        "University of Northport: Refused “Risk assessments” under section 24",
        "University of Northport: Northport group asked: Risk assessments",
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2


def test_the_data_says_the_same_as_the_page(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    data = json.loads(client.get(f"/requests/{case.pk}.json").content)

    assert data["body"] == "University of Northport"
    assert data["outcome"] == "Refused"
    assert data["due"]["what"] == "Last day to ask for an internal review"
    assert [item["kind"] for item in data["items"]] == ["letter", "reply"]
    assert "not the record of" in data["about"].lower()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"University of Northport", "Southmoor College", "Aberbeg Council"}),
        ("q=northport", {"University of Northport"}),
        ("q=Southmore colege", {"Southmoor College"}),
        ("kind=university", {"University of Northport"}),
        ("nation=wales", {"Aberbeg Council"}),
        ("stands=refused", {"University of Northport"}),
        ("stands=open", {"Southmoor College", "Aberbeg Council"}),
        ("stands=late", {"Aberbeg Council"}),
        ("stands=refused&nation=wales", set()),
        ("stands=nonsense", {"University of Northport", "Southmoor College", "Aberbeg Council"}),
        ("page=99", {"University of Northport", "Southmoor College", "Aberbeg Council"}),
    ],
)
def test_the_list_is_narrowed_by_name_kind_nation_and_answer(
    client: Client, cast: Cast, query: str, found: set[str]
) -> None:
    campaign = make_campaign(cast.northport)
    public = {"is_public": True, "published_at": NOW}
    northport = make_body()
    southmoor = make_body("Southmoor College", kind=BodyKind.FURTHER_EDUCATION_COLLEGE)
    aberbeg = make_body("Aberbeg Council", kind=BodyKind.LOCAL_AUTHORITY, nation=Nation.WALES)
    make_case(campaign, northport, phase=Phase.ANSWERED, outcome=Outcome.REFUSED, turn=Turn.OURS, **public)
    make_waiting_case(campaign, southmoor, due_on=date(2064, 1, 7), **public)
    make_waiting_case(campaign, aberbeg, **public)
    make_waiting_case(campaign, make_body("Northport Trust"))
    page = client.get(f"/requests/?{query}").content.decode()

    names = {"University of Northport", "Southmoor College", "Aberbeg Council", "Northport Trust"}
    assert {name for name in names if f">{name}<" in page} == found


def test_an_empty_site_says_so(client: Client, db: None) -> None:
    assert "Nothing has been published yet" in client.get("/requests/").content.decode()
    assert "No published requests match" in client.get("/requests/?q=zzzz").content.decode()


def test_the_pages_ask_the_database_no_more_as_cases_grow(
    client: Client, case: Case, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    published(case, cast)
    campaign = make_campaign(cast.northport, title="Another")
    for number in range(40):
        make_waiting_case(campaign, make_body(f"Northport School {number}"), is_public=True, published_at=NOW)
    for hour in range(20):
        make_attachment(make_reply(case, at=NOW + timedelta(hours=hour)))
    for address in ("/requests/", "/requests/?q=northport", f"/requests/{case.pk}/", "/requests/feed.xml"):
        for reader in (client, sign_in(cast.asha), sign_in(cast.carys)):
            site_mode()  # kept for seconds, whoever asked first
            with django_assert_max_num_queries(12):
                assert reader.get(address).status_code == 200


def test_a_visitor_gets_no_cookie(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    for address in ("/requests/", f"/requests/{case.pk}/", f"/requests/{case.pk}.json", "/requests/feed.xml"):
        assert not client.get(address).cookies


def test_the_answer_comes_first_and_each_section_is_explained_once(client: Client, case: Case, cast: Cast) -> None:
    published(case, cast)
    page = client.get(f"/requests/{case.pk}/").content.decode()
    assert re.search(
        r'<h1><a href="/bodies/[^"]+">University of Northport</a> <span[^>]*>Risk assessments</span></h1>', page
    )
    assert page.index('id="answer"') < page.index('id="grounds"') < page.index('id="happened"')
    assert "Mon 16 November 2026, in time" in page
    assert page.count("They may keep back what must stay secret to protect national security.") == 1
    assert "serves the public better than releasing it" in page


def test_a_long_request_is_folded_after_six_lines_and_nothing_of_it_is_lost(
    client: Client, case: Case, cast: Cast
) -> None:
    lines = [f"{number}. Please send part {number} of the plan, as it is in force today." for number in range(1, 16)]
    make_letter(case, text="\n\n".join(lines))
    published(case, cast)
    page = client.get(f"/requests/{case.pk}/").content.decode()
    shown, folded = page.split("<summary>Read the whole letter</summary>")
    assert lines[0] in shown
    assert lines[14] in folded
    assert all(line in page for line in lines)


def test_the_same_question_elsewhere_is_shown_in_full_over_pages_and_only_what_is_published(
    client: Client, case: Case, cast: Cast
) -> None:
    published(case, cast)
    for number in range(25):
        make_waiting_case(case.campaign, make_body(f"Northport School {number:02}"), is_public=True, published_at=NOW)
    make_waiting_case(case.campaign, make_body("Kept private"))
    make_waiting_case(
        make_campaign(cast.northport, title="Another"), make_body("Asked otherwise"), is_public=True, published_at=NOW
    )
    first = client.get(f"/requests/{case.pk}/").content.decode()
    second = client.get(f"/requests/{case.pk}/?page=2").content.decode()
    assert "<b>25</b> overdue" in first
    assert "Page 1 of 2" in first
    shown = {
        f"Northport School {number:02}" for number in range(25) if f">Northport School {number:02}<" in first + second
    }
    assert len(shown) == 25
    assert "Kept private" not in first + second
    assert "Asked otherwise" not in first + second


def test_a_file_opens_the_copy_that_was_made_for_the_public(client: Client, case: Case, cast: Cast) -> None:
    original = make_pdf_document(cast.northport, body=case.body)
    reply = case.correspondence.get(kind="reply")
    make_attachment(reply, name="plan.pdf", document=original)
    published(case, cast)
    assert "Not public, or not checked yet." in client.get(f"/requests/{case.pk}/").content.decode()
    copy = make_public_copy(original)
    page = client.get(f"/requests/{case.pk}/").content.decode()
    assert f'<a href="/documents/{copy.pk}/">plan.pdf</a>' in page
    assert str(original.pk) not in page
