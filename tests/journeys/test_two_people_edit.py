"""Two people edit each editable thing at once, each in a browser of their own: nothing is lost, and both are told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.models import PackText
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.guide.actions.suggest import passage_of
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.records.groups.models import Membership, Role
from dueregard.rules.law.laws import Law
from tests.builders import make_body, make_contact
from tests.builders_foi import NOW, make_campaign, make_case, make_waiting_case
from tests.people import Cast

pytestmark = pytest.mark.browser
Check = Callable[[Page], None]
Words = Callable[[str], str]
EDIT = "/desk/register/university-of-northport/edit/"


def put(words: str) -> Words:
    """Write these words over what is there."""
    return lambda was: words


def instead(old: str, new: str) -> Words:
    """Change some words of a text, and leave the rest."""
    return lambda was: was.replace(old, new, 1)


def after_first_paragraph(words: str) -> Words:
    """Add to the end of the first paragraph."""
    return lambda was: was.replace("\n", f" {words}\n", 1)


def at_the_end(words: str) -> Words:
    """Add to the last paragraph."""
    return lambda was: f"{was.rstrip()} {words}"


@dataclass(frozen=True)
class Thing:
    """One editable thing: where it is, what clashes in it, and what two people can change beside each other."""

    make: Callable[[Cast], str]
    field: str
    first: Words
    second: Words
    beside: tuple[tuple[str, Words], tuple[str, Words]]
    first_says: str  # the words of whoever saved first, as they are shown to the other
    by: Callable[[Cast], tuple[Person, Person]] = lambda cast: (cast.dana, cast.asha)
    fills: tuple[tuple[str, str], ...] = ()


def body(cast: Cast) -> str:
    make_body()
    return EDIT


def address(cast: Cast) -> str:
    return f"/desk/register/university-of-northport/addresses/{make_contact(make_body()).pk}/"


def campaign(cast: Cast) -> str:
    letter = make_campaign(cast.northport, questions="1. The plan.\n\n2. The minutes.\n\n3. The policy.")
    return f"/desk/campaigns/{letter.pk}/letter/"


def section(cast: Cast) -> str:
    take_up_sections(by=None, now=NOW)
    return f"/desk/guide/{PackText.objects.filter(kind='section').exclude(meta__has_key='translates').first().slug}/"


def text_of(kind: str) -> Callable[[Cast], str]:
    return lambda cast: PackText.objects.filter(kind=kind).first().get_absolute_url()


def administrators(cast: Cast) -> tuple[Person, Person]:
    Person.objects.filter(pk=cast.asha.pk).update(is_administrator=True)
    return cast.dana, cast.asha


THINGS = {
    "a body": Thing(
        body, "town", put("Westhaven"), put("Southmoor"),
        (("short_name", put("UNP")), ("home_page", put("https://northport.example"))), "Westhaven",
    ),
    "an address of a body": Thing(
        address, "source", put("Their letter of May"), put("Their website"),
        (("purpose", put("general")), ("source", put("Their website, page 2"))), "Their letter of May",
    ),
    "a group": Thing(
        lambda cast: "/desk/groups/northport/edit/", "signature", put("Dana Example"), put("A. Example"),
        (("name", put("Northport campaign")), ("postal_address", put("1 Quay Road"))), "Dana Example",
    ),
    "the letter of a campaign": Thing(
        campaign, "questions", instead("The minutes", "All minutes"), instead("The minutes", "Minutes of 2026"),
        (("questions", instead("The plan", "The whole plan")), ("questions", instead("The policy", "Each policy"))),
        "2. All minutes.",
    ),
    "a section of the guide": Thing(
        section, "wording", after_first_paragraph("Ask today."), after_first_paragraph("Ask tomorrow."),
        (("summary", put("A new summary.")), ("wording", at_the_end("That is all."))), "Ask today.",
        fills=(("note", "A clearer sentence."),),
    ),
    "a template of a request": Thing(
        text_of("request"), "title", put("Plans"), put("Policies"),
        (("subject", put("Their plans")), ("wording", at_the_end("Thank you."))), "Plans", administrators,
    ),
    "a help contact": Thing(
        text_of("contact"), "wording", instead('title = "', 'title = "The '), instead('title = "', 'title = "Our '),
        (("wording", instead('title = "', 'title = "The ')), ("wording", lambda was: f"{was.rstrip()}\n# looked at\n")),
        'title = "The ', administrators,
    ),
    "one's own account, in two windows": Thing(
        lambda cast: "/desk/account/", "name", put("Dana One"), put("Dana Two"),
        (("name", put("Dana One")), ("email", put("dana@northport.example"))), "Dana One",
        lambda cast: (cast.dana, cast.dana),
    ),
}  # fmt: skip


@pytest.fixture
def pair(
    page: Page, browser: Browser, cast: Cast, shipped_pack: None, sign_in: Callable[..., None]
) -> Iterator[Callable[[tuple[Person, Person]], tuple[Page, Page]]]:
    """Return what gives each of two people a browser."""
    context = browser.new_context()

    def give(people: tuple[Person, Person]) -> tuple[Page, Page]:
        other = context.new_page()
        sign_in(page, people[0])
        sign_in(other, people[1])
        return page, other

    yield give
    context.close()


def change(page: Page, field: str, words: Words) -> None:
    """Change one field as a person does."""
    place = page.locator(f'main [name="{field}"]')
    if place.evaluate("node => node.tagName") == "SELECT":
        place.select_option(words(""))
    else:
        place.fill(words(place.input_value()))


def save(page: Page, thing: Thing) -> None:
    """Press the form's button."""
    for field, words in thing.fills:
        page.locator(f'main [name="{field}"]').fill(words)
    page.locator(f'main form:has([name="{thing.field}"]) button[type=submit]').click()


def value(page: Page, field: str) -> str:
    """Return what a field holds."""
    return page.locator(f'main [name="{field}"]').input_value().replace("\r\n", "\n").strip()


@pytest.mark.parametrize("name", THINGS)
def test_what_does_not_clash_is_joined(
    name: str, live_server: LiveServer, cast: Cast, pair: Callable[..., tuple[Page, Page]], axe: Check
) -> None:
    thing = THINGS[name]
    url = live_server.url + thing.make(cast)
    people = thing.by(cast)
    one, other = pair(people)
    one.goto(url)
    other.goto(url)
    (hers, her_words), (his, his_words) = thing.beside
    before = value(one, hers)
    change(one, hers, her_words)
    after_her = value(one, hers)
    save(one, thing)
    change(other, his, his_words)
    after_him = value(other, his)
    save(other, thing)
    expect(other.get_by_text("saved a change too")).to_be_visible()
    other.goto(url)
    if hers == his:  # one long text, to which each did something
        assert value(other, his) == his_words(her_words(before)).strip()
    else:
        assert value(other, hers) == after_her
        assert value(other, his) == after_him
    if people[0] != people[1]:
        one.goto(live_server.url + "/desk/")
        expect(one.get_by_role("heading", name="after you")).to_be_visible()
        axe(one)
        one.get_by_role("button", name="Close this notice").click()
        expect(one.get_by_role("heading", name="after you")).to_have_count(0)


@pytest.mark.parametrize("name", THINGS)
def test_what_clashes_is_shown_side_by_side_and_settled(
    name: str, live_server: LiveServer, cast: Cast, pair: Callable[..., tuple[Page, Page]], axe: Check
) -> None:
    thing = THINGS[name]
    url = live_server.url + thing.make(cast)
    people = thing.by(cast)
    one, other = pair(people)
    one.goto(url)
    other.goto(url)
    change(one, thing.field, thing.first)
    save(one, thing)
    change(other, thing.field, thing.second)
    typed = value(other, thing.field)
    save(other, thing)
    expect(other.get_by_role("alert")).to_contain_text("while you were writing")
    clash = other.locator(".clash").first
    expect(clash).to_contain_text(thing.first_says)
    assert value(other, thing.field) == typed, "nothing typed is lost"
    axe(other)
    other.get_by_role("radio", name="Keep yours").check()
    save(other, thing)
    expect(other.locator(".clash")).to_have_count(0)
    other.goto(url)
    assert value(other, thing.field) == typed
    if people[0] != people[1]:
        one.goto(live_server.url + "/desk/")
        expect(one.get_by_role("heading", name="after you")).to_be_visible()
        one.locator("section.notice summary").first.click()
        expect(one.locator("section.notice")).to_contain_text(thing.first_says)


def both_are_told(one: Page, other: Page, live_server: LiveServer, refusal: str, wanted: str, axe: Check) -> None:
    """Hold that the second is told why theirs was not done, and the first that somebody wanted something else."""
    expect(other.locator("main")).to_contain_text(refusal)
    axe(other)
    one.goto(live_server.url + "/desk/")
    expect(one.get_by_role("heading", name="at the same time as you")).to_be_visible()
    one.locator("section.notice summary").first.click()
    expect(one.locator("section.notice")).to_contain_text(wanted)
    axe(one)
    one.get_by_role("button", name="Close this notice").click()
    expect(one.locator("section.notice")).to_have_count(0)


def two_caseworkers(cast: Cast) -> tuple[Person, Person]:
    """Make Ben a caseworker of Asha's group."""
    Membership.objects.filter(person=cast.ben).update(role=Role.CASEWORKER)
    return cast.asha, cast.ben


def test_two_people_change_the_law_of_a_case_at_once(
    live_server: LiveServer, cast: Cast, pair: Callable[..., tuple[Page, Page]], axe: Check
) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    one, other = pair(two_caseworkers(cast))
    for page in (one, other):
        page.goto(f"{live_server.url}/desk/cases/{case.pk}/")
        page.locator("details:has(#id_law) > summary").click()
    for page, law in ((one, "eir"), (other, "eisr")):
        page.get_by_label("Law that applies to this request").select_option(law)
        page.get_by_role("button", name="Change the law").click()
    case.refresh_from_db()
    assert case.law == Law.EIR
    both_are_told(one, other, live_server, "Your change was not made", Law.EISR.label, axe)


def test_one_changes_a_letter_while_another_is_about_to_send_it(
    live_server: LiveServer, cast: Cast, pair: Callable[..., tuple[Page, Page]], axe: Check
) -> None:
    letters = make_campaign(cast.northport, questions="1. The plan.")
    make_contact(make_case(letters, make_body()).body)
    one, other = pair(two_caseworkers(cast))
    one.goto(f"{live_server.url}/desk/campaigns/{letters.pk}/letter/")
    other.goto(f"{live_server.url}/desk/campaigns/{letters.pk}/check/")
    change(one, "questions", put("1. The whole plan."))
    one.locator('main form:has([name="questions"]) button[type=submit]').click()
    expect(one.locator("main")).to_contain_text("The whole plan")
    other.get_by_role("button", name="Send 1 letter").click()
    assert not Correspondence.objects.exists(), "what nobody checked does not leave"
    expect(other.locator("main")).to_contain_text("The whole plan")
    both_are_told(one, other, live_server, "nothing was sent", "To send it as it was before", axe)


def test_two_people_answer_a_suggestion_at_once(
    live_server: LiveServer, cast: Cast, pair: Callable[..., tuple[Page, Page]], axe: Check
) -> None:
    take_up_sections(by=None, now=NOW)
    text = PackText.objects.filter(kind="section").exclude(meta__has_key="translates").first()
    seen = Revision.objects.get(section=text, is_current=True)
    place = seen.passages[1]
    was = passage_of(seen, place)
    asked = Suggestion.objects.create(
        section=text, passage=place, seen=seen, was=was, proposed="New.", reason="Why.", sent_at=NOW
    )
    one, other = pair(administrators(cast))
    for page in (one, other):
        page.goto(f"{live_server.url}/desk/guide/suggestions/{asked.pk}/")
    change(one, "answer", put("Thank you, but no."))
    one.get_by_role("button", name="Decline the suggestion").click()
    expect(one.get_by_text("The reader can see why")).to_be_visible()
    change(other, "answer", put("Not in these words."))
    other.get_by_role("button", name="Decline the suggestion").click()
    expect(other.locator("blockquote").last).to_have_text("Not in these words.")
    both_are_told(one, other, live_server, "already answered this suggestion", "Not in these words.", axe)
    asked.refresh_from_db()
    assert asked.answer == "Thank you, but no."
