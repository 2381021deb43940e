"""The search's page: each finds theirs, narrows it by links, keeps a search, and follows it; nobody learns of more."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.search.models import KeptSearch
from dueregard.parts.foi.actions.publish_case import publish_case, unpublish_case
from dueregard.parts.foi.models import Case
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Membership
from dueregard.rules.casework.events import EventKind
from tests.audiences import EVERYBODY, SIGNED_IN, assert_only, everybody
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, make_public_copy
from tests.builders_foi import NOW, make_campaign, make_event, make_letter, make_reply, make_waiting_case
from tests.people import Cast
from tests.searching import differences, index_now
from tests.website.pages import visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

SignedIn = Callable[[Person], Client]
PUBLISHED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def plan(cast: Cast) -> Document:
    """A document of the Northport group about a university, of two pages."""
    body = make_body("University of Northport")
    document = make_document(
        cast.northport, body=body, title="Prevent action plan", labels={"exemption": ["section 24"]}
    )
    make_page(document, "The risk assessment was reviewed in March.", number=1)
    make_page(document, "Three referrals were made. An informant was named.", number=2)
    return document


@pytest.fixture
def case(cast: Cast, plan: Document) -> Case:
    """A case of the same group with a reply that refuses; it is published."""
    case = make_waiting_case(make_campaign(cast.northport, title="Referral numbers"), plan.body)
    make_letter(case)
    reply = make_reply(
        case, text="We hold three referrals and refuse the rest.\n\nKind regards\nJane Smith", kind="reply", at=NOW
    )
    make_event(case, EventKind.REFUSED, NOW.date(), correspondence=reply, sections=("24",))
    publish_case(case=case, by=cast.asha, now=PUBLISHED)
    return case


def text_of(client: Client, **asked: str) -> str:
    """Return the page of a search as one reads it, marks as ‹ ›."""
    html = client.get("/search/", asked).content.decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.replace("<mark>", "‹").replace("</mark>", "›")).split())


def test_a_group_finds_its_page_with_the_words_marked(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    index_now()
    seen = text_of(signed_in(cast.ben), q="referral")
    assert "1 result" in seen
    assert "Prevent action plan" in seen
    assert "Page 2" in seen
    assert "Three ‹referrals› were made." in seen
    assert "University of Northport" in seen
    html = signed_in(cast.ben).get("/search/", {"q": "referral"}).content.decode()
    assert f"/documents/{plan.pk}/pages/2/?q=referral" in html


@pytest.mark.parametrize(
    "typed", ["informant", "inform*", '"was named"', "title:action", "body:northport -zzz kind:page"]
)
def test_another_group_and_a_visitor_cannot_tell_that_it_exists(
    cast: Cast, plan: Document, signed_in: SignedIn, typed: str
) -> None:
    index_now()
    found = {}
    for who, person in everybody(cast).items():
        client = signed_in(person) if person else Client()
        found[who] = "action plan" in text_of(client, q=typed)
        if not found[who]:
            seen = text_of(client, q=typed)
            assert "0 results" in seen
            assert "section 24" not in seen
            assert "Did you mean" not in seen
    assert found == {"visitor": False, "volunteer": True, "caseworker": True, "outsider": False, "administrator": True}


def test_a_published_case_is_found_by_everybody_as_it_was_published(
    cast: Cast, case: Case, signed_in: SignedIn
) -> None:
    index_now()
    seen = text_of(Client(), q="referrals")
    assert "We hold three ‹referrals› and refuse the rest." in seen
    assert "Referral numbers" in seen
    assert text_of(Client(), q='"jane smith"').count("0 results") == 1
    assert "‹Jane Smith›" in text_of(signed_in(cast.ben), q='"jane smith"')
    ours = signed_in(cast.ben).get("/search/", {"q": "kind:reply referrals"}).content.decode()
    assert ours.count('<li class="hit') == 1
    assert f"/requests/{case.pk}/" not in ours


def test_facets_are_links_that_narrow_and_widen_again(cast: Cast, case: Case, signed_in: SignedIn) -> None:
    index_now()
    client = signed_in(cast.ben)
    seen = text_of(client, q="referral")
    assert "Pages of documents 1" in seen
    assert "Request Referral numbers" in text_of(client, q="referral", case=str(case.pk))
    narrowed = text_of(client, q="referral", kind="page")
    assert "1 result" in narrowed
    assert "Pages of documents : selected, remove this filter" in narrowed
    assert "Withheld under section 24" in text_of(client, q="", exemption="section 24")


def test_the_page_says_what_it_understood(cast: Cast, plan: Document) -> None:
    index_now()
    seen = text_of(Client(), q='body:northport "risk assessment" -school after:foo')
    assert "Searching for: about University of Northport, exactly “risk assessment” and not “school”." in seen
    assert "so we ignored “foo”" in seen
    assert "about “nowhereatall”, which is not in our register" in text_of(Client(), q="body:nowhereatall")


def test_a_misspelt_word_is_answered_with_the_right_one(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    index_now()
    seen = text_of(signed_in(cast.ben), q="infromant")
    assert "Showing results for “informant” instead of “infromant”. Search for exactly “infromant”" in seen
    assert "An ‹informant› was named." in seen
    exactly = text_of(signed_in(cast.ben), q="infromant", exact="yes")
    assert "0 results" in exactly
    assert "Did you mean informant" in exactly


def test_an_action_on_a_case_leaves_nothing_for_the_audit_to_find(cast: Cast, case: Case) -> None:
    index_now()
    make_event(case, EventKind.ACKNOWLEDGED, NOW.date())
    publish_page = text_of(Client(), q="referrals")
    index_now()
    assert differences() == []
    assert "Referral numbers" in publish_page


@pytest.mark.parametrize("who", ["visitor", "volunteer"])
def test_a_page_costs_as_many_queries_for_many_hits_as_for_few(
    cast: Cast, plan: Document, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries, who: str
) -> None:
    for number in range(3, 40):
        make_page(plan, "The risk assessment again.", number=number)
    for number in range(30):
        make_body(f"Risk Assessment Council {number}")
    index_now()
    client = signed_in(cast.ben) if who == "volunteer" else Client()
    with django_assert_max_num_queries(9 if who == "volunteer" else 4):
        assert "page 1 of" in text_of(client, q="risk assessment")


def test_pages_can_be_turned(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    for number in range(3, 50):
        make_page(plan, "The risk assessment again.", number=number)
    index_now()
    client = signed_in(cast.ben)
    assert "Next page" in text_of(client, q="risk")
    last = text_of(client, q="risk", page="3")
    assert "Page 3 of 3" in last
    assert "Next page" not in last
    assert client.get("/search/", {"q": "risk", "page": "x"}).status_code == 200
    past = text_of(client, q="risk", page="40")
    assert "Page 3 of 3" in past
    assert "No results" not in past


def test_before_there_is_an_index_the_page_says_so_and_keeps_the_words(cast: Cast) -> None:
    answer = Client().get("/search/", {"q": "risk"})
    assert answer.status_code == 503
    assert 'value="risk"' in answer.content.decode()
    assert Client().get("/search/feed.xml", {"q": "risk"}).status_code == 503


ODD: list[dict[str, str]] = [
    {"q": "\0"},
    {"q": "a", "kind": "\0"},
    {"q": "(" * 900},
    {"year": "x" * 5000},
    {"q": "risk " * 2000},
    {"q": '"risk'},
    {"q": "-risk NOT plan"},
    {"q": "the of and"},
    {"q": "\u202eksir\u202c \u0627\u0644\u0642\u0631\u0622\u0646"},
    {"q": "\U0001f642"},
    {"q": "*isk"},
    {"q": "colour:red colour: :red"},
    {"q": "risk", "page": "9999", "order": "newest"},
    {"q": "risk", "page": "0", "order": "\ud83d"},
    {"q": "risk", "body": "-1", "case": "'", "kind": "*", "exemption": "\u0661"},
    {"q": "\ud83d half", "kind": "\ud83d"},
    {"q": "after:0000 before:99999999"},
]


@pytest.mark.parametrize("values", ODD, ids=map(str, range(len(ODD))))
def test_odd_addresses_are_answered(cast: Cast, plan: Document, values: dict[str, str], signed_in: SignedIn) -> None:
    index_now()
    query = urlencode(values, errors="surrogatepass")
    for client in (Client(), signed_in(cast.ben)):
        assert client.get(f"/search/?{query}").status_code == 200
        assert client.get(f"/search/feed.xml?{query}").status_code == 200
    answer = signed_in(cast.ben).post("/search/keep/", f"name=Odd&{query}", "application/x-www-form-urlencoded")
    assert signed_in(cast.ben).get(answer["Location"]).status_code == 200


def test_a_visitors_search_is_light_and_sets_no_cookie(cast: Cast, case: Case) -> None:
    index_now()
    client = Client()
    seen = visit(client, "/search/?q=referral")
    assert seen.bytes <= 60_000
    assert seen.requests <= 6
    assert client.get("/search/?q=referral").cookies == {}


def test_what_is_typed_cannot_become_part_of_the_page(cast: Cast) -> None:
    make_body("Council <b>of</b> Northport", slug="council")
    index_now()
    html = Client().get("/search/", {"q": 'council "><script>x</script>'}).content.decode()
    assert "<script>x" not in html
    assert "<b>of" not in Client().get("/search/", {"q": "council"}).content.decode()


def test_the_public_feed_holds_what_is_public_whoever_reads_it(cast: Cast, case: Case, signed_in: SignedIn) -> None:
    index_now()
    for client in (Client(), signed_in(cast.ben)):
        answer = client.get("/search/feed.xml", {"q": "referrals"})
        assert answer["Content-Type"].startswith("application/atom+xml")
        words = answer.content.decode()
        assert "We hold three referrals" in words
        assert "informant" not in words
        assert "Jane Smith" not in words


def keep(client: Client, **asked: str) -> KeptSearch:
    """Keep a search, as its form does."""
    answer = client.post("/search/keep/", {"name": "Mine", **asked})
    assert answer["Location"] == "/desk/searches/"
    return KeptSearch.objects.get()


def address_of(client: Client, kept: KeptSearch) -> str:
    """Make an address for a kept search and read it from the page."""
    html = client.post(f"/desk/searches/{kept.pk}/renew/", {"sure": "yes"}).content.decode()
    (address,) = re.findall(r"/search/kept\.xml\?key=[\w-]+", html)
    return str(address)


def test_a_kept_search_is_followed_at_a_secret_address(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    index_now()
    client = signed_in(cast.ben)
    kept = keep(client, q="informant", kind="page")
    assert "Mine" in client.get("/desk/searches/").content.decode()
    assert "/search/?q=informant&amp;kind=page" in client.get("/desk/searches/").content.decode()
    address = address_of(client, kept)
    assert address not in client.get("/desk/searches/").content.decode()
    answer = Client().get(address)
    assert "An informant was named" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_kept_search_shows_only_what_its_owner_may_still_see(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    index_now()
    client = signed_in(cast.ben)
    address = address_of(client, keep(client, q="informant"))
    Membership.objects.filter(person=cast.ben).delete()
    assert "informant was named" not in Client().get(address).content.decode()
    cast.ben.is_active = False
    cast.ben.save()
    assert Client().get(address).status_code == 404


def test_a_case_that_is_public_no_more_is_gone_at_once_from_page_and_feeds(
    cast: Cast, case: Case, signed_in: SignedIn
) -> None:
    index_now()
    outsider = signed_in(cast.carys)
    address = address_of(outsider, keep(outsider, q="referrals"))
    assert "Referral numbers" in Client().get(address).content.decode()
    unpublish_case(case=case, why="A mistake.", by=cast.asha, now=PUBLISHED)  # the indexer has not come to it
    for client, path in ((Client(), address), (Client(), "/search/feed.xml?q=referrals"), (outsider, "/search/?q=we")):
        words = client.get(path).content.decode()
        assert "Referral numbers" not in words
        assert "We hold three" not in words
    assert "We hold three" in " ".join(text_of(signed_in(cast.ben), q="hold").replace("‹", "").replace("›", "").split())


def test_a_visitor_never_finds_a_word_that_was_taken_out_and_a_member_does(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    copy = make_public_copy(plan, "The risk assessment was reviewed.", "Three referrals were made. [taken out]")
    index_now()
    member, visitor = signed_in(cast.ben), Client()
    for typed in ("informant", "inform*", '"was named"', "infromant"):
        seen = text_of(visitor, q=typed)
        assert "0 results" in seen
        assert "Did you mean" not in seen
    assert "An ‹informant› was named" in text_of(member, q="informant")
    assert f"/documents/{copy.pk}/" in visitor.get("/search/?q=referrals").content.decode()
    assert f"/documents/{copy.pk}/" not in member.get("/search/?q=referrals").content.decode()
    Document.objects.filter(pk=copy.pk).update(is_public=False)
    mark_changed(kind="document", keys=[str(copy.pk)])
    assert "0 results" in text_of(visitor, q="referrals")
    assert "informant" not in visitor.get("/search/feed.xml?q=named").content.decode()


def test_an_address_closes_with_a_new_one_by_hand_and_with_its_search(cast: Cast, signed_in: SignedIn) -> None:
    index_now()
    client = signed_in(cast.ben)
    kept = keep(client, q="plan")
    first, second = address_of(client, kept), address_of(client, kept)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post(f"/desk/searches/{kept.pk}/close/", {"sure": "yes"})
    assert Client().get(second).status_code == 404
    third = address_of(client, kept)
    client.post(f"/desk/searches/{kept.pk}/drop/", {"sure": "yes"})
    assert Client().get(third).status_code == 404
    assert Client().get("/search/kept.xml?key=").status_code == 404
    assert not KeptSearch.objects.exists()


def test_a_name_is_used_once_and_nothing_typed_is_lost(cast: Cast, signed_in: SignedIn) -> None:
    index_now()
    client = signed_in(cast.ben)
    keep(client, q="plan")
    answer = client.post("/search/keep/", {"name": "Mine", "q": "another plan"}, follow=True)
    assert "Give this one another name" in answer.content.decode()
    assert 'value="another plan"' in answer.content.decode()
    answer = client.post("/search/keep/", {"name": "Empty"}, follow=True)
    assert "Search for something first" in answer.content.decode()
    assert KeptSearch.objects.count() == 1


def test_each_address_opens_for_those_it_is_for(cast: Cast, signed_in: SignedIn) -> None:
    index_now()
    kept = keep(signed_in(cast.ben), q="plan")
    assert_only("/search/", EVERYBODY, cast)
    assert_only("/search/?q=plan", EVERYBODY, cast)
    assert_only("/search/feed.xml?q=plan", EVERYBODY, cast)
    assert_only("/desk/searches/", SIGNED_IN, cast)
    assert_only("/search/keep/", SIGNED_IN, cast, "post", {"q": "plan", "name": "Other"})
    for verb in ("renew", "close", "drop"):
        assert_only(f"/desk/searches/{kept.pk}/{verb}/", {"volunteer"}, cast, "post")
