"""Nothing is public that could lead to one person, and a line added later waits until it was looked through, too."""

from datetime import date, timedelta

import pytest
from django.test import Client

from dueregard.parts.tracker.actions.publish import CannotPublish, MayNameSomebody, publish, undo_publication
from dueregard.parts.tracker.actions.record_demand import change_demand, stored_demand
from dueregard.parts.tracker.models import Demand
from dueregard.parts.tracker.queries.looked_at import state_of
from dueregard.records.history.models import Entry
from dueregard.rules.text.joining import Seen
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.parts.tracker.builders import NOW, make_decision, make_demand, make_public, say, seen_in
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def _posted(client: Client, demand: Demand, **more: object) -> str:
    page = f"{demand.get_absolute_url()}publish/"
    said = client.post(page, {"seen": seen_in(client.get(page)), "read": "yes", **more}, follow=True)
    return said.content.decode()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Jane Bloggs in the office let us have it.", "Jane Bloggs"),
        ("The safeguarding lead agreed with us.", "safeguarding lead"),
        ("A sympathetic teacher passed the minutes on.", "A sympathetic teacher"),
        ("Then she changed the form.", "she"),
        ("Write to j.bloggs@northport.example for it.", "j.bloggs@northport.example"),
        ("Ring 020 7946 0018 and ask.", "020 7946 0018"),
    ],
)
def test_words_that_may_lead_to_one_person_stop_publication(cast: Cast, words: str, named: str) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    say(demand, Kind.RESPONSE, "agreed", date(2026, 5, 1), cast.asha, words=words)
    shown = _posted(sign_in(cast.asha), demand)
    assert "Nothing was published" in shown
    assert named in shown
    demand.refresh_from_db()
    assert not demand.is_public
    assert Client().get(demand.public_path()).status_code == 404


def test_a_person_may_say_that_it_is_the_name_of_an_organisation_but_never_of_an_address(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha, asked_by="Educators Against Surveillance")
    with pytest.raises(MayNameSomebody) as refusal:
        make_public(demand, cast.asha)
    keys = tuple(one.key for one in refusal.value.found)
    make_public(demand, cast.asha, confirmed=keys)
    assert demand.is_public
    other = make_demand(cast.northport, make_body("Other"), cast.asha, details="Write to jo@northport.example")
    with pytest.raises(MayNameSomebody):
        make_public(other, cast.asha, confirmed=("jo@northport.example",))


def test_the_page_must_have_been_read_as_everyone_will(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    shown = _posted(sign_in(cast.asha), demand, read="")
    assert "Tick that you have read it" in shown
    assert not Demand.objects.get().is_public


def test_publishing_shows_it_with_its_history_and_can_be_undone_for_ten_minutes(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha)
    make_public(demand, cast.asha)
    assert "Done in full" in Client().get(demand.public_path()).content.decode()
    assert Entry.objects.filter(is_public=True).count() == 2
    with pytest.raises(CannotPublish, match="Ten minutes"):
        undo_publication(record=demand, by=cast.asha, now=NOW + timedelta(minutes=11))
    undo_publication(record=demand, by=cast.asha, now=NOW + timedelta(minutes=9))
    assert Client().get(demand.public_path()).status_code == 404
    assert not Entry.objects.filter(is_public=True).exists()


def test_a_line_added_to_a_public_demand_tells_nobody_anything_before_it_is_looked_through(cast: Cast) -> None:
    body = make_body()
    demand = make_demand(cast.northport, body, cast.asha)
    say(demand, Kind.RESPONSE, "refused", date(2026, 4, 1), cast.asha)
    make_public(demand, cast.asha)
    say(demand, Kind.OUTCOME, "partial", date(2026, 6, 1), cast.asha, words="A quiet change of the form.")
    visitor = Client()
    addresses = (
        demand.public_path(), f"/demands/{demand.pk}.json", "/demands/", "/demands/all.csv", "/demands/all.json",
        "/demands/feed.xml", "/demands/worked/", body.get_absolute_url(), "/demands/?stands=partial",
    )  # fmt: skip
    for address in addresses:
        answer = visitor.get(address)
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        for words in (b"quiet change", b"1 Jun", b"2026-06-01"):
            assert words not in told, f"{words!r} in {address}"
    assert demand.title not in visitor.get("/demands/?stands=partial").content.decode()
    assert "Refused" in visitor.get("/demands/").content.decode()
    make_public(demand, cast.asha)
    assert "A quiet change" in visitor.get(demand.public_path()).content.decode()
    assert demand.title in visitor.get("/demands/?stands=partial").content.decode()


def test_a_line_that_came_after_the_page_was_opened_is_not_published_unread(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    seen = state_of(demand)
    say(demand, Kind.ACTION, "letter", date(2026, 4, 1), cast.asha)
    with pytest.raises(CannotPublish, match="Something was changed"):
        publish(record=demand, confirmed=(), seen=seen, by=cast.asha, now=NOW)


def test_words_that_a_colleague_changed_meanwhile_are_not_published_unread(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    client, page = sign_in(cast.asha), f"{demand.get_absolute_url()}publish/"
    seen = seen_in(client.get(page))
    wanted = stored_demand(demand) | {"details": "The one with the red door said so."}
    change_demand(demand=demand, wanted=wanted, seen=Seen(NOW, stored_demand(demand)), by=cast.asha, now=NOW)
    said = client.post(page, {"seen": seen, "read": "yes"})
    assert "Something was changed since you opened the page" in said.content.decode()
    assert Client().get(demand.public_path()).status_code == 404


@pytest.mark.parametrize("where", ["line", "letter", "details"])
def test_an_address_that_may_hold_a_name_stops_publication_until_somebody_says_that_it_names_nobody(
    cast: Cast, where: str
) -> None:
    link = "https://northport.example/staff/jane-bloggs"
    typed = {"letter": {"reuse_url": link}, "details": {"details": f"Look at {link}."}}.get(where, {})
    demand = make_demand(cast.northport, make_body(), cast.asha, **typed)
    say(demand, Kind.RESPONSE, "agreed", date(2026, 5, 1), cast.asha, url=link if where == "line" else "")
    client = sign_in(cast.asha)
    assert link in _posted(client, demand)
    assert Client().get(demand.public_path()).status_code == 404
    _posted(client, demand, confirmed=[link])
    assert Client().get(demand.public_path()).status_code == 200


def test_a_minute_whose_address_holds_an_e_mail_address_is_never_published(cast: Cast) -> None:
    decision = make_decision(cast.northport, cast.asha, url="https://branch.example/?from=jo%40northport.example")
    with pytest.raises(MayNameSomebody, match=r"jo@northport\.example"):
        make_public(decision, cast.asha, confirmed=("jo@northport.example",))


def test_what_is_new_about_something_public_is_not_said_to_be_undone(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    make_public(demand, cast.asha)
    say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha)
    said = _posted(sign_in(cast.asha), demand)
    assert "If it should not be public, withdraw it." in said
    assert "undo" not in said.casefold()


def test_the_order_on_a_page_of_a_body_tells_nothing_of_lines_that_wait(cast: Cast) -> None:
    body = make_body()
    demands = [make_demand(cast.northport, body, cast.asha, title=f"Demand {name}") for name in ("one", "two")]
    for at, demand in enumerate(demands):
        say(demand, Kind.ACTION, "letter", date(2026, 4, 10 - at), cast.asha)
        make_public(demand, cast.asha)
    say(demands[1], Kind.ACTION, "petition", date(2026, 6, 1), cast.asha)
    shown = Client().get(body.get_absolute_url()).content.decode()
    assert shown.index("Demand one") < shown.index("Demand two")
    own = sign_in(cast.ben).get(body.get_absolute_url()).content.decode()
    assert own.index("Demand two") < own.index("Demand one")


def test_a_public_line_that_is_crossed_out_says_so_and_shows_no_words(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    line = say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha, words="All of it was published.")
    make_public(demand, cast.asha)
    sign_in(cast.asha).post(f"/desk/demand-lines/{line.pk}/cross-out/", {"why": "It was the other school"})
    shown = Client().get(demand.public_path()).content.decode()
    assert "<s>Done in full</s>" in shown
    assert "recorded by mistake" in shown
    assert "All of it was published." not in shown
    assert "other school" not in shown
    assert "No answer yet" in shown


def test_withdrawing_asks_why_and_takes_it_from_everywhere(cast: Cast) -> None:
    body = make_body()
    demand = make_demand(cast.northport, body, cast.asha)
    make_public(demand, cast.asha)
    client = sign_in(cast.asha)
    assert client.post(f"{demand.get_absolute_url()}withdraw/", {"why": "", "public_why": "asked"}).status_code == 422
    client.post(f"{demand.get_absolute_url()}withdraw/", {"why": "The branch asked us to", "public_why": "asked"})
    assert Client().get(demand.public_path()).status_code == 404
    assert demand.title not in Client().get(body.get_absolute_url()).content.decode()
    assert "The branch asked us to" in client.get(demand.get_absolute_url()).content.decode()


def test_a_decision_is_looked_through_in_the_same_way(cast: Cast) -> None:
    decision = make_decision(
        cast.northport, cast.asha, make_body(), scope_words="The chair of governors agreed to stop."
    )
    with pytest.raises(MayNameSomebody, match="chair of governors"):
        make_public(decision, cast.asha)
    other = make_decision(cast.northport, cast.asha)
    make_public(other, cast.asha)
    shown = Client().get(other.public_path()).content.decode()
    assert "41 for, 3 against, 2 abstained. 46 took part. The quorum was 30." in shown
    assert "when the university publishes its assessment" in shown
