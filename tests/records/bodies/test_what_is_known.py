"""A body's page says first how its requests stand, then what is known; each reader sees what they may, at one price."""

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Case
from dueregard.records.bodies.models import Body, Succession
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.rules.findings.answers import AnswerKind
from tests.builders import make_body
from tests.builders_evidence import (
    PLAN,
    RISK,
    make_document,
    make_page,
    make_passage,
    make_pdf_document,
    make_public_copy,
)
from tests.builders_foi import NOW, make_campaign, make_waiting_case
from tests.people import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/bodies/university-of-northport/"
SignedIn = Callable[[Person], Client]
QUERIES = 16  # nine parts say something of a body; the aim is twelve
MEMBERS_MORE = 9


@pytest.fixture
def body() -> Body:
    """A body that two requests were put to."""
    return make_body(home_page="https://northport.example/")


def asked(body: Body, cast: Cast, title: str, *, is_public: bool) -> Case:
    case = make_waiting_case(make_campaign(cast.northport, title=title), body)
    Case.objects.filter(pk=case.pk).update(is_public=is_public, published_at=NOW if is_public else None)
    return case


def seen(client: Client, address: str = ADDRESS) -> str:
    """Return the page as one reads it; whether a request is overdue by now depends on the day of the test."""
    page = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    words = html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))
    return re.sub(r"(\d+) (?:waiting|overdue)", r"\1 unanswered", words)


def test_how_requests_stand_and_the_way_to_ask_come_before_all_else(body: Body, cast: Cast) -> None:
    asked(body, cast, "Risk assessments", is_public=True)
    words = seen(Client())
    order = [
        "1 unanswered",
        "Ask this body",
        "Its own website",
        "What we know",
        "Documents",
        "Requests",
        "Where to write",
    ]
    places = [words.index(one) for one in order]
    assert places == sorted(places)
    assert words.index("What happened") < words.index("Which laws apply") < words.index("Names and codes")
    page = Client().get(ADDRESS).content.decode()
    assert page.count(f"/search/feed.xml?body={body.pk}") == 2
    assert '<meta name="description" content="University of Northport' in page


def test_a_visitor_sees_what_is_published_and_a_group_its_own_besides(
    body: Body, cast: Cast, signed_in: SignedIn
) -> None:
    asked(body, cast, "Risk assessments", is_public=True)
    private = asked(body, cast, "Referral numbers", is_public=False)
    document = make_document(cast.northport, title="Minutes of the board", body=body)
    make_page(document, "The board met.")
    make_public_copy(make_document(cast.northport, title="Action plan", body=body), "The plan.")
    for client, is_own in ((Client(), False), (signed_in(cast.ben), True), (signed_in(cast.carys), False)):
        words = seen(client)
        assert "Risk assessments" in words
        assert "Action plan" in words
        assert ("Referral numbers" in words, "Minutes of the board" in words) == (is_own, is_own)
        assert (str(private.pk) in client.get(ADDRESS).content.decode()) is is_own
        assert ("2 unanswered" in words) is is_own


def test_where_nothing_is_known_the_page_says_so_and_what_to_do(body: Body) -> None:
    words = seen(Client())
    assert "No requests to this body have been published yet." in words
    assert "No document about this body is public yet." in words
    assert "Anyone may. How to find its address" in words


def test_a_body_that_no_longer_exists_says_so_first_and_cannot_be_asked(cast: Cast) -> None:
    old = make_body("Northport Polytechnic", closed_on=date(1992, 9, 1))
    Succession.objects.create(from_body=old, to_body=make_body(), on=date(1992, 9, 1))
    asked(old, cast, "Risk assessments", is_public=True)
    words = seen(Client(), "/bodies/northport-polytechnic/")
    assert (
        words.index("No longer exists") < words.index("Replaced by University of Northport") < words.index("unanswered")
    )
    assert "Ask this body" not in words
    assert "Ask the body that replaced it" in words


def test_two_hundred_requests_are_paged_and_cost_no_more_than_one(body: Body, cast: Cast, signed_in: SignedIn) -> None:
    campaign = make_campaign(cast.northport)
    case = make_waiting_case(campaign, body)
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=NOW)
    few = {who: _queries(client) for who, client in (("visitor", Client()), ("member", signed_in(cast.ben)))}
    for number in range(200):
        asked(body, cast, f"Question {number}", is_public=bool(number % 2))
    many = {who: _queries(client) for who, client in (("visitor", Client()), ("member", signed_in(cast.ben)))}
    assert many["visitor"] <= few["visitor"] + 2, "a second page costs a bar and a count"
    assert many["visitor"] <= QUERIES
    assert many["member"] <= few["member"] + 2
    assert "Page 1 of 6" in seen(Client())
    assert "Page 2 of 6" in seen(Client(), f"{ADDRESS}?page=2")
    assert Client().get(f"{ADDRESS}?page=banana").status_code == 200


def test_findings_and_documents_cost_no_more_for_twelve_than_for_one(
    body: Body, cast: Cast, signed_in: SignedIn
) -> None:
    asked(body, cast, "Risk assessments", is_public=True)
    _found(body, cast, 1)
    readers = (("visitor", Client()), ("member", signed_in(cast.ben)))
    few = {who: _queries(client) for who, client in readers}
    _found(body, cast, 11)
    many = {who: _queries(client) for who, client in readers}
    assert many == few
    assert many["visitor"] <= QUERIES
    assert many["member"] <= QUERIES + MEMBERS_MORE
    assert seen(Client()).count("Two readers agreed.") == 12


def _found(body: Body, cast: Cast, many: int) -> None:
    """Let two people agree in documents that have public copies, on questions whose findings are public."""
    for number in range(many):
        question = ask_question(
            group=cast.northport, text=f"Who owns plan {many} {number}?", kind=AnswerKind.YES_NO, by=cast.asha, now=NOW
        )
        paper = make_pdf_document(
            cast.northport, RISK, PLAN, f"Plan {many} {number}", title=f"Plan {many} {number}", body=body
        )
        make_public_copy(paper)
        for person in (cast.ben, cast.asha):
            passage = make_passage(paper.pages.get(number=2), "The action plan names no owner.", by=person)
            give_answer(question=question, body=body, value="no", passage=passage, by=person, now=NOW)
        show_findings(question=question, is_public=True, by=cast.asha, now=NOW)


def _queries(client: Client) -> int:
    """Return what the page costs, the second time: some settings are remembered from then on."""
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ADDRESS).status_code == 200
    return len(queries)
