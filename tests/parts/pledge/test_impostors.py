"""Whoever passes off as an organisation, or misuses its link, makes nothing public and sets nobody's server to work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.pledge.actions.ask import Decided
from dueregard.parts.pledge.actions.own import A_DAY, ask_again, decide_again, withdraw
from dueregard.parts.pledge.actions.prove import CannotProve, offer, record_minute
from dueregard.parts.pledge.actions.review import refuse
from dueregard.parts.pledge.gateways.looking import look
from dueregard.parts.pledge.models import Signatory
from dueregard.rules.pledge.proofs import link_in
from dueregard.rules.pledge.standing import NotPossible, State
from dueregard.rules.pledge.terms import Maker, ProofKind, Reason
from tests.foundation.outside.servers import Outside
from tests.parts.pledge.builders import MINUTE, NOW, answers, last_decision, make_listed, make_signatory
from tests.people import Cast

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.usefixtures("shipped_pack")


def test_an_impostor_who_was_taken_off_brings_no_page_back(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha)
    refuse(pk=one.pk, words="The branch never decided this.", by=cast.asha, now=NOW)
    ask_again(pk=one.pk, words="We did.", now=NOW)
    withdraw(pk=one.pk, words="They made us.", now=NOW)
    assert client.get(one.public_path()).status_code == 404
    assert "They made us" not in client.get("/pledge/feed.xml").content.decode()
    assert one.name not in client.get("/pledge/all.json").content.decode()


def test_what_was_decided_after_the_desk_looked_is_not_listed(cast: Cast, signed_in: SignIn) -> None:
    one = make_signatory()
    record_minute(pk=one.pk, url=MINUTE, document=None, by=cast.asha, now=NOW)
    desk = signed_in(cast.asha)
    seen = last_decision(one)
    assert f'name="adoption" value="{seen}"' in desk.get(one.get_absolute_url()).content.decode()
    newer = Decided(("harm",), "Words that nobody has read.", Maker.COMMITTEE, NOW.date())
    decide_again(pk=one.pk, decided=newer, now=NOW)
    answer = desk.post(f"{one.get_absolute_url()}list/", {"adoption": seen}, follow=True)
    assert "It decided again while you were reading" in answer.content.decode()
    assert Signatory.objects.get().stands is State.ASKED
    desk.post(f"{one.get_absolute_url()}list/", {"adoption": last_decision(one)})
    assert Signatory.objects.get().stands is State.LISTED


@pytest.mark.parametrize(
    "place",
    [
        "https://branch.example/leaving?to={link}",
        "https://branch.example/leaving?to=https%253A%252F%252Fsite%252Fs%252F{code}",
    ],
)
def test_a_page_that_repeats_any_link_proves_nobody(outside: Outside, client: Client, place: str) -> None:
    outside.has("branch.example")
    one = make_signatory()
    link = f"http://testserver/pledge/s/{one.code}/"
    asked = place.format(link=link, code=one.code)
    outside.says("branch.example/leaving", f'<a href="{link}">Go on</a>')
    found = look(kind=ProofKind.LINK, domain="branch.example", place=asked, code=one.code, leads_to=link)
    assert found is Reason.NO_LINK
    answer = client.post(f"/pledge/yours/{one.token}/proof/link/", {"place": asked})
    assert answer.status_code == 422
    assert "may only repeat it" in answer.content.decode()
    assert not one.proofs.exists()


@pytest.mark.parametrize("place", ["https://union.example@branch.example/", "https://union.example\\@branch.example/"])
def test_a_link_is_not_shown_that_leads_a_browser_elsewhere(client: Client, place: str) -> None:
    one = make_signatory()
    answer = client.post(f"/pledge/yours/{one.token}/proof/link/", {"place": place})
    assert answer.status_code == 422
    assert not one.proofs.exists()


def test_an_address_that_no_visitor_can_follow_is_no_link() -> None:
    assert link_in('<a href="https://site/s/abc/">', "https://site/s/abc/")
    assert not link_in('<a data-href="https://site/s/abc/" href="/">', "https://site/s/abc/")


def test_nobody_has_a_strangers_server_asked_again_and_again(client: Client) -> None:
    one = make_signatory()
    offer(pk=one.pk, kind=ProofKind.LINK, place="https://branch.example/a", now=NOW)
    with pytest.raises(CannotProve, match="less than a minute ago"):
        offer(pk=one.pk, kind=ProofKind.LINK, place="https://branch.example/b", now=NOW + timedelta(seconds=20))
    offer(pk=one.pk, kind=ProofKind.LINK, place="https://branch.example/b", now=NOW + timedelta(seconds=61))
    assert one.proofs.get().place == "https://branch.example/b"


def test_a_page_that_must_wait_is_not_typed_twice(client: Client) -> None:
    own = f"/pledge/yours/{make_signatory().token}/proof/link/"
    client.post(own, {"place": "https://branch.example/a"})
    answer = client.post(own, {"place": "https://branch.example/b"})
    assert answer.status_code == 422
    assert "Try again in a minute" in answer.content.decode()
    assert "https://branch.example/b" in answer.content.decode()


def test_whoever_gave_a_strangers_address_cannot_fill_its_mailbox() -> None:
    one = make_signatory(contact="stranger@elsewhere.example")
    for _ in range(A_DAY - 1):  # it asked once before
        withdraw(pk=one.pk, words="", now=NOW)
        ask_again(pk=one.pk, words="Again.", now=NOW)
    withdraw(pk=one.pk, words="", now=NOW)
    with pytest.raises(NotPossible, match="several times today"):
        ask_again(pk=one.pk, words="Again.", now=NOW)
    assert OutgoingMessage.objects.count() == 2 * A_DAY
    ask_again(pk=one.pk, words="Again.", now=NOW + timedelta(days=1, minutes=1))


def test_a_day_has_only_so_many_decisions() -> None:
    one = make_signatory()
    decided = Decided(("harm",), "Why.", Maker.COMMITTEE, NOW.date())
    for _ in range(A_DAY - 1):  # it decided once before
        decide_again(pk=one.pk, decided=decided, now=NOW)
    with pytest.raises(NotPossible, match="several times today"):
        decide_again(pk=one.pk, decided=decided, now=NOW)
    assert one.adoptions.count() == A_DAY


def test_an_impostor_who_asks_first_keeps_nobody_out_and_nobody_learns_who_asked(client: Client) -> None:
    make_signatory(domain="", contact="impostor@elsewhere.example")
    answer = client.post("/pledge/sign/", answers())
    assert answer.status_code == 302
    assert "already" not in client.get(answer["Location"]).content.decode()
    assert Signatory.objects.count() == 2


@pytest.mark.parametrize("hidden", ["\u202e", "\x01", "\u2066"])
def test_a_name_with_hidden_signs_is_refused(client: Client, hidden: str) -> None:
    answer = client.post("/pledge/sign/", answers(name=f"Northport{hidden} Branch"))
    assert answer.status_code == 422
    assert "hidden characters" in answer.content.decode()
    assert not Signatory.objects.exists()


def test_the_person_who_signed_is_named_only_while_it_is_listed(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha, person_name="Morgan Price", shows_person=True)
    assert "Morgan Price" in client.get(one.public_path()).content.decode()
    withdraw(pk=one.pk, words="", now=NOW)
    assert "Morgan Price" not in client.get(one.public_path()).content.decode()
