"""A body answers each claim about it once, through a link that can do nothing else and dies when used or withdrawn."""

import quopri
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from dueregard.config.log import only_place
from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.records.bodies.models import Body, Contact
from dueregard.records.findings.actions.ask_for_reply import (
    LinkIsOut,
    Made,
    NothingToAnswer,
    NotItsAddress,
    ask_for_reply,
    withdraw_link,
)
from dueregard.records.findings.actions.read_anew import read_anew
from dueregard.records.findings.actions.say_about_claim import AlreadySaid, LinkIsClosed, NoSuchClaim, say_about_claim
from dueregard.records.findings.actions.see_statement import SeenMeanwhile, keep_back_statement, show_statement
from dueregard.records.findings.models import Finding, ReplyLink, Statement
from dueregard.rules.findings.statements import DAYS_A_LINK_WORKS, Stance
from tests.audiences import SIGNED_IN, WORKERS, assert_only
from tests.builders import make_body, make_contact
from tests.people import Cast
from tests.records.findings.claims import ask, claim
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    """A university with a published address."""
    return make_body()


@pytest.fixture
def contact(body: Body) -> Contact:
    """Its address."""
    return make_contact(body)


@pytest.fixture
def findings(cast: Cast, body: Body) -> list[Finding]:
    """Two public claims about it."""
    return [claim(ask(cast, f"Is there a {what}?"), body, "no", cast.asha, cast.ben) for what in ("policy", "plan")]


def send(cast: Cast, body: Body, contact: Contact) -> Made:
    """Make the link."""
    return ask_for_reply(body=body, group=cast.northport, contact=contact, by=cast.asha, now=timezone.now())


def path_of(made: Made) -> str:
    """Return the path of the link."""
    return "/" + made.address.split("/", 3)[3]


def says(client: Client, path: str, finding: Finding, words: str = "The plan is on our website.") -> int:
    """Answer a claim through the pages, the check included; return the last status."""
    url = f"{path}{finding.pk}/"
    client.post(url, {"stance": "disputes", "says": words})
    return client.post(url, {"stance": "disputes", "says": words, "sure": "yes"}).status_code


def test_the_letter_carries_the_link_and_the_database_only_its_digest(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    made = send(cast, body, contact)
    message = OutgoingMessage.objects.get()
    assert message.to == contact.address
    secret = path_of(made).split("/")[2]
    letter = quopri.decodestring(store.get(message.sha256)).decode().replace("\r", "").replace(" \n", "")
    assert secret in letter
    assert secret not in str(ReplyLink.objects.values_list().get())
    assert secret not in str(list(Act.objects.values_list("details", flat=True)))
    assert only_place(path_of(made)) == "/right-of-reply/…", "the log says where, never with which secret"


def test_the_link_works_to_the_end_of_the_day_that_its_letter_names(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    link = send(cast, body, contact).link
    ends = timezone.localtime(link.ends_at)
    assert (ends.date() - timezone.localdate(link.made_at)).days == DAYS_A_LINK_WORKS
    assert (ends.hour, ends.minute) == (23, 59)
    letter = quopri.decodestring(store.get(OutgoingMessage.objects.get().sha256)).decode()
    assert f"works until {ends.day} {ends:%B %Y}" in " ".join(letter.split())


def test_the_link_answers_each_claim_once_and_dies_with_the_last(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    path, visitor = path_of(send(cast, body, contact)), Client()
    assert visitor.get(path).content.decode().count("Answer this") == 2
    assert says(visitor, path, findings[0]) == 302
    assert says(visitor, path, findings[0], "Again.") == 409, "once"
    assert visitor.get(path).content.decode().count("Answer this") == 1
    assert says(visitor, path, findings[1]) == 302
    assert visitor.get(path).status_code == 410
    assert says(visitor, path, findings[1], "Too late.") == 410
    assert {one.says for one in Statement.objects.all()} == {"The plan is on our website."}


def test_however_many_claims_there_are_each_can_be_answered(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard.records.findings.queries.reply_page.CLAIMS_A_PAGE", 2)
    last = claim(ask(cast, "Is there a third thing?"), body, "no", cast.asha, cast.ben)
    path = path_of(send(cast, body, contact))
    first = Client().get(path).content.decode()
    assert "Page 1 of 2" in first
    assert str(last.pk) not in first
    assert str(last.pk) in Client().get(f"{path}?page=2").content.decode()
    assert says(Client(), path, last) == 302
    assert "2 statements have no answer" in Client().post(f"{path}done/").content.decode()


def test_nothing_is_kept_before_it_was_read_back(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    url = f"{path_of(send(cast, body, contact))}{findings[0].pk}/"
    shown = Client().post(url, {"stance": "changed", "says": "A new plan was adopted."}).content.decode()
    assert "Check your answer" in shown
    assert "A new plan was adopted." in shown
    assert not Statement.objects.exists()
    wrong = Client().post(url, {"stance": "disputes", "says": ""})
    assert wrong.status_code == 422
    assert "Say what is right" in wrong.content.decode()


def test_the_link_opens_nothing_else(cast: Cast, body: Body, contact: Contact, findings: list[Finding]) -> None:
    path = path_of(send(cast, body, contact))
    private = claim(ask(cast, "Private?", public=False), body, "yes", cast.asha, cast.ben)
    elsewhere = claim(ask(cast, "Elsewhere?"), make_body("Other University"), "yes", cast.asha, cast.ben)
    others = claim(ask(cast, "Of another group?", group=cast.southmoor), body, "yes", cast.carys, cast.dana)
    shown = Client().get(path).content.decode()
    for one in (private, elsewhere, others):
        assert one.question.text not in shown
        assert says(Client(), path, one) == 409
    assert not Statement.objects.exists()
    assert Client().get("/right-of-reply/wrong/").status_code == 404


def test_its_pages_are_in_no_index_no_referrer_and_no_cache(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    path = path_of(send(cast, body, contact))
    client = Client()
    answers = [client.get(path), client.get(f"{path}{findings[0].pk}/"), client.post(f"{path}done/")]
    answers.append(client.post(f"{path}done/", {"sure": "yes"}))
    for answer in answers:
        assert answer["Referrer-Policy"] == "same-origin", "with no-referrer a browser's form is refused"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
        assert 'content="same-origin"' in answer.content.decode()
    assert client.get(path).status_code == 410, "whoever held it said that this was all"


def test_it_keeps_nobodys_name_even_of_somebody_signed_in(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    path = path_of(send(cast, body, contact))
    says(sign_in(cast.carys), path, findings[0])
    assert Act.objects.get(did="say_about_claim").by is None
    columns = {field.name for field in Statement._meta.get_fields()}
    assert not columns & {"name", "by", "email", "address", "said_by"}


def test_what_the_body_says_stands_beside_the_claim_once_a_person_has_seen_it(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    says(Client(), path_of(send(cast, body, contact)), findings[0])
    assert "our website" not in Client().get(body.get_absolute_url()).content.decode()
    waiting = Statement.objects.get()
    assert "Right of reply answered" in sign_in(cast.asha).get("/desk/").content.decode()
    seen = sign_in(cast.asha).post(
        f"/desk/right-of-reply/statements/{waiting.pk}/", {"make": "shown", "seen": "waiting"}
    )
    assert seen.status_code == 302
    for url in (body.get_absolute_url(), findings[0].get_absolute_url()):
        shown = Client().get(url).content.decode()
        assert "This body says" in shown
        assert "The plan is on our website." in shown


def test_a_colleagues_decision_is_not_overwritten_and_a_refusal_needs_a_reason(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    says(Client(), path_of(send(cast, body, contact)), findings[0])
    statement = Statement.objects.get()
    address = f"/desk/right-of-reply/statements/{statement.pk}/"
    refused = sign_in(cast.asha).post(address, {"make": "kept_back", "seen": "waiting", "why": ""})
    assert "Say why it is not shown" in refused.content.decode()
    now = timezone.now()
    keep_back_statement(statement=statement, seen="waiting", why="It names a pupil.", by=cast.asha, now=now)
    with pytest.raises(SeenMeanwhile):
        show_statement(statement=statement, seen="waiting", by=cast.dana, now=now)
    show_statement(statement=statement, seen="kept_back", by=cast.asha, now=now)


def test_what_looks_personal_is_pointed_out(cast: Cast, body: Body, contact: Contact, findings: list[Finding]) -> None:
    says(Client(), path_of(send(cast, body, contact)), findings[0], "Ask jo@northport.example or 07700 900123.")
    statement = Statement.objects.get()
    shown = sign_in(cast.asha).get(f"/desk/right-of-reply/statements/{statement.pk}/").content.decode()
    assert "Look twice" in shown


def test_a_withdrawn_or_ended_link_is_dead_and_a_second_one_waits_for_that(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    made = send(cast, body, contact)
    with pytest.raises(LinkIsOut):
        send(cast, body, contact)
    assert sign_in(cast.asha).get(f"/desk/right-of-reply/links/{made.link.pk}/").status_code == 200
    withdraw_link(link=made.link, by=cast.asha, now=timezone.now())
    assert says(Client(), path_of(made), findings[0]) == 410
    again = send(cast, body, contact)
    ReplyLink.objects.filter(pk=again.link.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path_of(again)).status_code == 410
    with pytest.raises(LinkIsClosed):
        say_about_claim(
            link=again.link, claim=findings[0].pk, stance=Stance.AGREES, says="", by=None, now=timezone.now()
        )


def test_a_link_goes_only_to_a_published_address_and_only_for_public_claims(cast: Cast, body: Body) -> None:
    contact = make_contact(body)
    with pytest.raises(NothingToAnswer):
        send(cast, body, contact)
    claim(ask(cast), body, "no", cast.asha, cast.ben)
    with pytest.raises(NotItsAddress):
        send(cast, body, make_contact(make_body("Other University"), "foi@other.example"))
    assert not ReplyLink.objects.exists()
    form = make_contact(body, "https://northport.example/contact", form="web", purpose="general")
    shown = sign_in(cast.asha).post(
        f"/desk/right-of-reply/bodies/{body.slug}/", {"group": str(cast.northport.pk), "contact": str(form.pk)}
    )
    assert "/right-of-reply/" in shown.content.decode(), "shown this once, for the web form"
    assert not OutgoingMessage.objects.exists()


def test_a_claim_taken_back_meanwhile_cannot_be_answered_and_what_was_said_stays(
    cast: Cast, body: Body, contact: Contact, findings: list[Finding]
) -> None:
    made = send(cast, body, contact)
    says(Client(), path_of(made), findings[0])
    now = timezone.now()
    read_anew(question=findings[0].question, body=body, by=cast.asha, now=now)
    read_anew(question=findings[1].question, body=body, by=cast.asha, now=now)
    kept = Statement.objects.get()
    assert kept.finding is None
    assert kept.claim == "Is there a policy? no"
    assert "has since been withdrawn" in sign_in(cast.asha).get("/desk/right-of-reply/").content.decode()
    with pytest.raises(NoSuchClaim):
        say_about_claim(link=made.link, claim=findings[1].pk, stance=Stance.AGREES, says="", by=None, now=now)


def test_who_opens_the_groups_side(cast: Cast, body: Body, contact: Contact, findings: list[Finding]) -> None:
    made = send(cast, body, contact)
    says(Client(), path_of(made), findings[0])
    statement = Statement.objects.get()
    assert_only("/desk/right-of-reply/", SIGNED_IN, cast)
    assert_only(f"/desk/right-of-reply/links/{made.link.pk}/", WORKERS, cast)
    assert_only(f"/desk/right-of-reply/statements/{statement.pk}/", WORKERS, cast)
    assert body.name not in sign_in(cast.carys).get("/desk/right-of-reply/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_racing_give_one_answer(cast: Cast, body: Body, contact: Contact, findings: list[Finding]) -> None:
    made = send(cast, body, contact)
    start = Barrier(4)

    def answer(words: str) -> str:
        start.wait()
        try:
            say_about_claim(
                link=made.link, claim=findings[0].pk, stance=Stance.DISPUTES, says=words, by=None, now=timezone.now()
            )
        except AlreadySaid:
            return "refused"
        finally:
            connection.close()
        return words

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(answer, ["one", "two", "three", "four"]))
    assert sorted(ends).count("refused") == 3
    assert Statement.objects.get().says in ends
