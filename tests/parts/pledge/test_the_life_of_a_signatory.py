"""A signatory's life against real servers: asked, proved, listed, its link lost, told, in grace, lapsed, and back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.pledge.actions.look_again import look_at, look_at_due
from dueregard.parts.pledge.actions.prove import CannotProve, confirm_mail, offer, write_to_domain
from dueregard.parts.pledge.actions.review import list_signatory
from dueregard.parts.pledge.actions.settle import settle_due
from dueregard.parts.pledge.models import Proof, Signatory
from dueregard.rules.pledge.proofs import FILE_PLACES, ProofState, proof_line
from dueregard.rules.pledge.standing import State
from dueregard.rules.pledge.terms import ProofKind, Reason
from tests.foundation.outside.servers import ELSEWHERE, Outside
from tests.parts.pledge.builders import NOW, last_decision, make_signatory
from tests.people import Cast

PAGE = "https://branch.example/about"
pytestmark = pytest.mark.django_db


def _link(signatory: Signatory) -> str:
    return f'<p><a href="{settings.PUBLIC_URL}/pledge/s/{signatory.code}/">We signed</a></p>'


def _state(signatory: Signatory) -> State:
    signatory.refresh_from_db()
    return signatory.stands


def _listed_by_link(outside: Outside, cast: Cast) -> tuple[Signatory, Proof]:
    outside.has("branch.example")
    signatory = make_signatory()
    outside.says("branch.example/about", _link(signatory))
    proof = offer(pk=signatory.pk, kind=ProofKind.LINK, place=PAGE, now=NOW)
    look_at(signatory=signatory, now=NOW)
    list_signatory(pk=signatory.pk, adoption_seen=last_decision(signatory), by=cast.asha, now=NOW)
    proof.refresh_from_db()
    return signatory, proof


def _look_until(signatory: Signatory, proof: Proof, wanted: State, since: datetime = NOW) -> datetime:
    """Look each time it is due, until the signatory stands as wanted; returns when that was."""
    for _ in range(8):
        proof.refresh_from_db()
        assert proof.next_at is not None
        now = max(proof.next_at, since)
        look_at_due(now=now)
        if _state(signatory) is wanted:
            return now
    raise AssertionError(f"it still stands as {signatory.state}")


def _told() -> list[str]:
    messages = OutgoingMessage.objects.order_by("created_at", "pk")
    return [store.get(message.sha256).decode() for message in messages]


@pytest.mark.usefixtures("shipped_pack")
def test_from_asking_to_lapsing_and_back(outside: Outside, cast: Cast, client: Client) -> None:
    signatory, proof = _listed_by_link(outside, cast)
    assert _state(signatory) is State.LISTED

    # It puts the badge on its own page, with the snippet that it was given: the link in it is the proof.
    snippet = client.get(f"{signatory.public_path()}show/").context["page"].snippet
    outside.says("branch.example/about", f"<html>{snippet}</html>")
    assert proof.next_at is not None
    look_at_due(now=proof.next_at)
    proof.refresh_from_db()
    assert proof.stands is ProofState.HOLDS

    # The link is lost. It stays listed for the first looks; then it is told why, and grace begins.
    outside.says("branch.example/about", "<html>New website</html>")
    assert proof.next_at is not None
    look_at_due(now=proof.next_at)
    assert _state(signatory) is State.LISTED
    lost_at = _look_until(signatory, proof, State.GRACE)
    assert any("Please mend your proof by" in told for told in _told())
    assert "no link to the signatory" in signatory.why
    assert signatory.grace_until == localdate(lost_at) + timedelta(days=30)
    assert "In grace" in client.get("/pledge/").content.decode()

    # Nothing happens before the last day of grace is over; then it lapses.
    settle_due(now=lost_at + timedelta(days=30))
    assert _state(signatory) is State.GRACE
    settle_due(now=lost_at + timedelta(days=31))
    assert _state(signatory) is State.LAPSED
    assert signatory.name not in client.get("/pledge/").content.decode()
    assert client.get(f"{signatory.public_path()}show/").status_code == 404

    # The link is back, and so is the signatory.
    outside.says("branch.example/about", snippet)
    _look_until(signatory, proof, State.LISTED, since=lost_at + timedelta(days=32))
    assert [line.event for line in signatory.lines.all()] == [
        "asked", "listed", "proof_lost", "lapsed", "proof_back",
    ]  # fmt: skip
    assert any("You are on the list again" in told for told in _told())
    page = client.get(signatory.public_path()).content.decode()
    assert "Lapsed" in page
    assert "A proof holds again" in page


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("gone", Reason.GONE), ("moved", Reason.MOVED), ("missing", Reason.NO_LINK), ("comment", Reason.NO_LINK),
        ("longer", Reason.NO_LINK), ("words", Reason.NO_LINK), ("private", Reason.PRIVATE), ("error", Reason.BROKEN),
        ("circles", Reason.CIRCLES), ("large", Reason.TOO_LARGE), ("nothing", Reason.NO_LINK),
    ],
)  # fmt: skip
def test_each_failure_has_its_own_reason(outside: Outside, cast: Cast, what: str, reason: Reason) -> None:
    signatory, proof = _listed_by_link(outside, cast)
    link = _link(signatory)
    match what:
        case "gone":
            outside.records.clear()
        case "moved":
            outside.says("branch.example/about", status=301, Location="https://parked.example/")
        case "missing":
            outside.says("branch.example/about", status=404)
        case "comment":
            outside.says("branch.example/about", f"<!-- {link} -->")
        case "longer":
            outside.says("branch.example/about", link.replace(f"{signatory.code}/", f"{signatory.code}9/"))
        case "words":
            outside.says("branch.example/about", f"<p>{settings.PUBLIC_URL}/pledge/s/{signatory.code}/</p>")
        case "private":
            outside.has("branch.example", [ELSEWHERE])
        case "error":
            outside.says("branch.example/about", status=500)
        case "circles":
            outside.says("branch.example/about", status=302, Location="/about")
        case "large":
            outside.says("branch.example/about", "x" * 600_000)
        case "nothing":
            outside.says("branch.example/about", "")
    assert proof.next_at is not None
    look_at_due(now=proof.next_at)
    proof.refresh_from_db()
    assert proof.found is reason
    assert proof.stands is ProofState.FAILING
    assert _state(signatory) is State.LISTED


def test_a_bad_certificate_is_named(outside: Outside) -> None:
    outside.has("expired.example")
    signatory = make_signatory(domain="expired.example")
    proof = offer(pk=signatory.pk, kind=ProofKind.LINK, place="https://expired.example/", now=NOW)
    look_at(signatory=signatory, now=NOW)
    proof.refresh_from_db()
    assert proof.found is Reason.CERTIFICATE


def test_a_file_proves_and_two_that_differ_do_not(outside: Outside) -> None:
    outside.has("branch.example")
    signatory = make_signatory()
    proof = offer(pk=signatory.pk, kind=ProofKind.FILE, place="", now=NOW)
    first, second = (f"branch.example{place}" for place in FILE_PLACES)
    found = []
    right = proof_line(signatory.code)
    tried: list[dict[str, str]] = [{}, {first: "other"}, {second: right}, {first: "other", second: right}]
    for at, files in enumerate(tried):
        outside.pages.clear()
        for place, text in files.items():
            outside.says(place, f"# the pledge\r\n{text}\r\n")
        Proof.objects.update(next_at=NOW)
        look_at(signatory=signatory, now=NOW + timedelta(days=at))
        proof.refresh_from_db()
        found.append(proof.found)
    assert found == [Reason.NO_FILE, Reason.OTHER_CODE, Reason.HOLDS, Reason.TWO_FILES]


def test_a_record_proves_and_a_wildcard_with_other_words_does_not(outside: Outside) -> None:
    outside.has("xn--bcher-kva.example")
    outside.has("*.xn--bcher-kva.example", ["v=spf1 -all"], kind="TXT")
    signatory = make_signatory(domain="xn--bcher-kva.example")
    proof = offer(pk=signatory.pk, kind=ProofKind.DNS, place="", now=NOW)
    look_at(signatory=signatory, now=NOW)
    proof.refresh_from_db()
    assert proof.found is Reason.OTHER_CODE
    outside.has("_due-regard.xn--bcher-kva.example", [proof_line(signatory.code)], kind="TXT")
    Proof.objects.update(next_at=NOW)
    look_at(signatory=signatory, now=NOW)
    proof.refresh_from_db()
    assert proof.stands is ProofState.HOLDS


def test_whoever_reads_the_mailbox_at_the_domain_proves_it_for_a_year(cast: Cast, client: Client) -> None:
    signatory = make_signatory()
    with pytest.raises(CannotProve, match=r"must end in @branch\.example"):
        write_to_domain(pk=signatory.pk, address="me@elsewhere.example", now=NOW)
    proof = write_to_domain(pk=signatory.pk, address="office@branch.example", now=NOW)
    assert OutgoingMessage.objects.filter(to="office@branch.example").count() == 1
    assert client.get(f"/pledge/confirm/{proof.token}/").status_code == 200
    proof.refresh_from_db()
    assert proof.stands is ProofState.WAITING  # opening the link, as mail scanners do, proves nothing
    assert client.post(f"/pledge/confirm/{proof.token}/").status_code == 200
    assert client.post(f"/pledge/confirm/{proof.token}/").status_code == 409
    Proof.objects.update(next_at=NOW)
    list_signatory(pk=signatory.pk, adoption_seen=last_decision(signatory), by=cast.asha, now=NOW)
    look_at_due(now=NOW + timedelta(days=366))
    proof.refresh_from_db()
    assert (proof.found, proof.stands) == (Reason.RAN_OUT, ProofState.LOST)
    assert _state(signatory) is State.GRACE


def test_a_confirmation_that_was_used_says_so() -> None:
    signatory = make_signatory()
    proof = write_to_domain(pk=signatory.pk, address="office@branch.example", now=NOW)
    confirm_mail(token=proof.token, now=NOW)
    with pytest.raises(CannotProve, match="used already"):
        confirm_mail(token=proof.token, now=NOW)


def test_our_own_broken_network_takes_no_proof_from_anybody(outside: Outside, cast: Cast) -> None:
    signatories = []
    for name in ("one", "two", "three"):
        outside.has(f"{name}.example")
        signatory = make_signatory(name=name, domain=f"{name}.example")
        outside.says(f"{name}.example/", _link(signatory))
        offer(pk=signatory.pk, kind=ProofKind.LINK, place=f"https://{name}.example/", now=NOW)
        look_at(signatory=signatory, now=NOW)
        list_signatory(pk=signatory.pk, adoption_seen=last_decision(signatory), by=cast.asha, now=NOW)
        signatories.append(signatory)
    outside.stop()
    outside._stops.clear()
    due = NOW + timedelta(days=9)
    assert look_at_due(now=due) == 3
    assert {proof.stands for proof in Proof.objects.all()} == {ProofState.HOLDS}
    assert {proof.next_at for proof in Proof.objects.all()} == {due + timedelta(days=1)}


def test_one_domain_is_asked_once_in_a_run(outside: Outside) -> None:
    outside.has("branch.example")
    for number in range(3):
        signatory = make_signatory(name=f"Branch {number}")
        offer(pk=signatory.pk, kind=ProofKind.LINK, place=f"https://branch.example/{number}", now=NOW)
    assert look_at_due(now=NOW) == 1
    assert len(outside.visited) == 1


def test_a_reminder_to_renew_is_sent_once_and_grace_follows(outside: Outside, cast: Cast, client: Client) -> None:
    signatory, _ = _listed_by_link(outside, cast)
    signatory.refresh_from_db()
    assert signatory.renew_by is not None
    soon = NOW + timedelta(days=340)
    settle_due(now=soon)
    settle_due(now=soon + timedelta(days=1))
    assert sum("renews it once a year" in told for told in _told()) == 1
    settle_due(now=NOW + timedelta(days=366))
    assert _state(signatory) is State.GRACE
    answer = client.post(f"/pledge/yours/{signatory.token}/renew/", follow=True)
    assert answer.status_code == 200
    assert _state(signatory) is State.LISTED


def test_a_link_must_be_on_the_domain_that_was_named(client: Client) -> None:
    signatory = make_signatory()
    own = f"/pledge/yours/{signatory.token}/"
    for place, says in (
        ("https://elsewhere.example/", "This page is not on branch.example"),
        ("https://notbranch.example/", "This page is not on branch.example"),
        ("https://branch.example:8443/", "no number after a colon"),
        ("https://127.0.0.1/", "number of a machine"),
    ):
        answer = client.post(f"{own}proof/link/", {"place": place})
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert place in answer.content.decode()
