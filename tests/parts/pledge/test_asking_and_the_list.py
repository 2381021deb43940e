"""An organisation asks without an account, a person looks, and everyone reads the list: only what is proved counts."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.pledge.actions.ask import PER_HOUR, Decided
from dueregard.parts.pledge.actions.doubt import settle_doubt
from dueregard.parts.pledge.actions.own import ask_again, decide_again, renew, withdraw
from dueregard.parts.pledge.actions.prove import take_back
from dueregard.parts.pledge.actions.review import list_signatory, refuse
from dueregard.parts.pledge.models import Doubt, Signatory
from dueregard.rules.pledge.standing import Event, NotPossible, State
from dueregard.rules.pledge.terms import Maker, ProofKind
from tests.parts.pledge.builders import NOW, answers, last_decision, make_listed, make_signatory
from tests.people import Cast

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.usefixtures("shipped_pack")


def test_an_organisation_asks_and_reads_its_own_page(client: Client) -> None:
    answer = client.post("/pledge/sign/", answers(), follow=True)
    signatory = Signatory.objects.get()
    assert answer.redirect_chain == [(f"/pledge/yours/{signatory.token}/", 302)]
    assert "Someone reads what you sent" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert signatory.stands is State.ASKED
    told = OutgoingMessage.objects.get()
    assert told.to == "secretary@branch.example"


def test_nothing_is_public_before_a_person_has_listed_it(client: Client) -> None:
    signatory = make_signatory()
    assert client.get(signatory.public_path()).status_code == 404
    for address in (
        "/pledge/",
        "/pledge/all.json",
        "/pledge/all.csv",
        "/pledge/feed.xml",
        f"/pledge/s/{signatory.code}/",
    ):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert answer.status_code == 200
        assert b"Northport Staff Branch" not in content, address


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"principles": ["harm"]}, "You left out a principle"),
        ({"principles": []}, "Choose at least one principle"),
        ({"decided_on": "2999-01-01"}, "This day has not come yet"),
        ({"decided_on": "soon"}, "This is not a day"),
        ({"may_sign": ""}, "Only someone who may sign"),
        ({"shows_person": "on"}, "You asked us to show a name but gave none"),
        ({"domain": "127.0.0.1"}, "This is the number of a machine"),
        ({"domain": "branch.example."}, "Leave out the dot at the end"),
        ({"domain": "*.branch.example"}, "Leave out the asterisk"),
        ({"domain": "info@branch.example"}, "Type only what comes after the @"),
        ({"domain": "localhost"}, "A domain has a dot in it"),
        ({"domain": "printer.local"}, "Nobody outside your own network"),
        ({"domain": "org.uk"}, "Anyone can register names below this one"),
        ({"domain": "gmail.com"}, "belongs to a service with many users"),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_and_loses_nothing(
    client: Client, changed: dict[str, Any], says: str
) -> None:
    answer = client.post("/pledge/sign/", answers(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Northport Staff Branch"' in page
    assert 'value="secretary@branch.example"' in page
    assert not Signatory.objects.exists()


def test_one_that_left_a_principle_out_says_why_and_everybody_reads_it(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha, principles=("harm", "debate"), reservation="We take other public money.")
    page = client.get(one.public_path()).content.decode()
    assert "What it left out" in page
    assert "The evidence is not there" in page
    assert "We take other public money." in page
    assert "2 of 4 principles" in client.get("/pledge/").content.decode()


def test_sent_twice_it_is_kept_once(client: Client) -> None:
    client.post("/pledge/sign/", answers())
    again = client.post("/pledge/sign/", answers(name="northport staff BRANCH"))
    assert again.status_code == 422
    assert "You have asked already" in again.content.decode()
    assert Signatory.objects.count() == 1


def test_too_many_at_once_are_told_to_wait_and_nothing_is_lost(client: Client) -> None:
    for number in range(PER_HOUR):
        make_signatory(name=f"Branch {number}", now=NOW.replace(year=2030))
    answer = client.post("/pledge/sign/", answers())
    assert answer.status_code == 429
    assert 'value="Northport Staff Branch"' in answer.content.decode()


def test_who_is_not_proved_cannot_be_listed(cast: Cast) -> None:
    signatory = make_signatory()
    with pytest.raises(NotPossible, match="No proof holds yet"):
        list_signatory(pk=signatory.pk, adoption_seen=last_decision(signatory), by=cast.asha, now=NOW)
    signatory.refresh_from_db()
    assert signatory.stands is State.ASKED


def test_the_desk_records_the_minute_and_lists_it(cast: Cast, signed_in: SignIn, client: Client) -> None:
    signatory = make_signatory()
    desk = signed_in(cast.asha)
    path = signatory.get_absolute_url()
    assert "It cannot be listed yet" in desk.get(path).content.decode()
    wrong = desk.post(f"{path}minute/", {"source": "not an address", "has_read": "on"})
    assert wrong.status_code == 422
    desk.post(f"{path}minute/", {"source": "https://branch.example/minutes/5", "has_read": "on"})
    desk.post(f"{path}list/", {"adoption": last_decision(signatory)})
    signatory.refresh_from_db()
    assert signatory.stands is State.LISTED
    assert signatory.renew_by is not None
    page = client.get(signatory.public_path()).content.decode()
    assert "Signed minute" in page
    assert "A general meeting" in page
    assert "secretary@" not in page


def test_more_is_wanted_and_answered(cast: Cast, signed_in: SignIn, client: Client) -> None:
    signatory = make_signatory()
    signed_in(cast.asha).post(f"{signatory.get_absolute_url()}more/", {"words": "Which committee was it?"})
    own = f"/pledge/yours/{signatory.token}/"
    assert "Which committee was it?" in client.get(own).content.decode()
    client.post(f"{own}answer/", {"words": "The executive."})
    signatory.refresh_from_db()
    assert signatory.stands is State.ASKED
    assert "The executive." in signed_in(cast.asha).get(signatory.get_absolute_url()).content.decode()


def test_a_volunteer_and_a_visitor_do_not_keep_the_list(cast: Cast, signed_in: SignIn, client: Client) -> None:
    path = make_signatory().get_absolute_url()
    assert signed_in(cast.ben).get(path).status_code == 404
    assert client.get(path).status_code == 302
    assert signed_in(cast.carys).get(path).status_code == 200


def test_a_name_is_shown_only_by_its_own_choice(client: Client, cast: Cast) -> None:
    hidden = make_listed(cast.asha, name="Quiet Branch", person_name="Rowan Example")
    shown = make_listed(
        cast.asha, name="Open Branch", domain="open.example", person_name="Kit Example", shows_person=True
    )
    assert "Rowan Example" not in client.get(hidden.public_path()).content.decode()
    assert "Kit Example" in client.get(shown.public_path()).content.decode()
    assert "Rowan" not in client.get("/pledge/all.json").content.decode()


def test_who_is_in_grace_is_listed_and_not_counted(client: Client, cast: Cast) -> None:
    make_listed(cast.asha, name="Proved Branch", domain="proved.example")
    unproved = make_listed(cast.asha)
    take_back(pk=unproved.pk, kind=ProofKind.MINUTE, by=cast.asha, now=NOW)
    unproved.refresh_from_db()
    assert unproved.stands is State.GRACE
    page = client.get("/pledge/").content.decode()
    assert "<b>1</b> organisation has signed" in page
    assert "1 more is in grace" in page
    told = json.loads(client.get("/pledge/all.json").content)
    assert told["counted"] == 1
    assert {one["name"]: one["counted"] for one in told["signatories"]} == {
        "Proved Branch": True,
        "Northport Staff Branch": False,
    }


def test_the_data_say_the_same_as_the_page(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha, name='=Tricky "Branch", <b>', minute_url="https://branch.example/5")
    told = json.loads(client.get(f"{one.public_path().rstrip('/')}.json").content)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "Organization"
    assert told["url"] == "https://branch.example/"
    assert len(told["principles"]) == 4
    table = b"".join(client.get("/pledge/all.csv").streaming_content).decode()  # type: ignore[attr-defined]
    row = next(iter(csv.DictReader(io.StringIO(table))))
    assert row["Organisation"].lstrip("'") == one.name
    assert row["Counted"] == "yes"
    feed = ET.fromstring(client.get("/pledge/feed.xml").content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.find(f"{atom}author") is not None
    assert feed.find(f"{atom}updated") is not None
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == [
        f"{one.name}: listed as a signatory"
    ]
    assert 'itemtype="https://schema.org/Organization"' in client.get(one.public_path()).content.decode()


def test_a_doubt_waits_for_a_person_and_an_impostor_is_gone(client: Client, cast: Cast, signed_in: SignIn) -> None:
    one = make_listed(cast.asha)
    sent = client.post(f"{one.public_path()}doubt/", {"says": "I chair this branch. We never decided this."})
    assert sent.status_code == 200
    made = Doubt.objects.get()
    desk = signed_in(cast.carys)
    assert "We never decided this" in desk.get(f"/desk/signatory-doubts/{made.pk}/").content.decode()
    desk.post(f"{one.get_absolute_url()}refuse/", {"words": "The branch did not decide this."})
    settle_doubt(pk=made.pk, outcome="Right. Refused.", by=cast.carys, now=NOW)
    assert client.get(one.public_path()).status_code == 404
    assert "Northport Staff Branch" not in client.get("/pledge/").content.decode()


def test_doubles_are_shown_to_whoever_looks(cast: Cast, signed_in: SignIn) -> None:
    make_listed(cast.asha, name="The Northport Staff Branch", domain="www2.branch.example")
    other = make_signatory(name="Staff Branch, Northport", domain="branch.example")
    page = signed_in(cast.asha).get(other.get_absolute_url()).content.decode()
    assert "Others may be the same organisation" in page
    assert "the same name" in page


def test_a_newer_decision_waits_and_the_old_one_stays_until_it_is_seen(
    client: Client, cast: Cast, signed_in: SignIn
) -> None:
    one = make_listed(cast.asha)
    again = Decided(("harm",), "Only this one from now on.", Maker.COMMITTEE, NOW.date())
    decide_again(pk=one.pk, decided=again, now=NOW)
    assert "Only this one" not in client.get(one.public_path()).content.decode()
    newer = one.adoptions.get(seen_at=None)
    signed_in(cast.asha).post(f"/desk/signatory-decisions/{newer.pk}/", {"decision": "accept"})
    assert "Only this one" in client.get(one.public_path()).content.decode()


def test_withdrawal_stays_in_the_history_and_one_can_ask_again(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha)
    withdraw(pk=one.pk, words="We have merged with another branch.", now=NOW)
    page = client.get(one.public_path()).content.decode()
    assert "Withdrew" in page
    assert "merged with another branch" in page
    assert "1 that signed before has lapsed or withdrawn" in client.get("/pledge/").content.decode()
    assert one.name not in client.get("/pledge/").content.decode()
    ask_again(pk=one.pk, words="We are back.", now=NOW)
    one.refresh_from_db()
    assert one.stands is State.ASKED
    assert client.get(one.public_path()).status_code == 404


def test_what_is_not_possible_changes_nothing(cast: Cast) -> None:
    one = make_signatory()
    with pytest.raises(NotPossible):
        renew(pk=one.pk, now=NOW)
    refuse(pk=one.pk, words="Twice.", by=cast.asha, now=NOW)
    with pytest.raises(NotPossible):
        refuse(pk=one.pk, words="Twice.", by=cast.asha, now=NOW)
    assert [line.event for line in one.lines.all()] == [Event.ASKED.value, Event.REFUSED.value]


@pytest.mark.parametrize("address", ["/pledge/", "/pledge/map/", "/pledge/?q=branch&sort=union_branch&proof=minute"])
def test_the_lists_ask_little_of_the_database(
    client: Client, cast: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_listed(cast.asha, name=f"Branch {number}", domain=f"b{number}.example")
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_the_list_of_the_desk_asks_little_of_the_database(
    cast: Cast, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    desk = signed_in(cast.asha)
    for number in range(12):
        make_listed(cast.asha, name=f"Branch {number}", domain=f"b{number}.example")
    desk.get("/desk/signatories/")
    with django_assert_max_num_queries(12):
        assert desk.get("/desk/signatories/?state=listed").status_code == 200


def test_nonsense_in_the_filter_narrows_nothing(client: Client, cast: Cast) -> None:
    make_listed(cast.asha)
    assert "Northport Staff Branch" in client.get("/pledge/?sort=x&proof=y&page=nine").content.decode()
