"""Whoever asked for it gets one morning e-mail on a working day, when something is waiting; it names nobody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.deliver_in_practice import deliver_in_practice
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.parts.foi.actions.send_digests import leave_link, send_digests
from dueregard.rules.casework.morning_mail import Waits, morning_mail
from dueregard.rules.mime.incoming import read_mail
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_held, make_waiting_case
from tests.people import Cast

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def asha(cast: Cast) -> Person:
    """Asha, who wants the mail and has one overdue case."""
    make_waiting_case(make_campaign(cast.northport), make_body())
    cast.asha.email, cast.asha.wants_digest = "asha@northport.example", True
    cast.asha.save()
    return cast.asha


def path_of(link: str) -> str:
    """Return the link as the site's own client asks for it."""
    return link.removeprefix(settings.PUBLIC_URL)


def test_what_waits_is_counted_and_nobody_is_named(asha: Person, cast: Cast) -> None:
    make_held(cast.northport)
    assert send_digests(now=MONDAY) == 1
    message = OutgoingMessage.objects.get()
    text = read_mail(store.get(message.sha256)).text

    assert message.to == "asha@northport.example"
    assert "1 body has missed its deadline" in text
    assert "1 e-mail is in the holding pen" in text
    assert "/desk/?kind=overdue" in text
    for private in ("Northport", "Risk assessments", "Asha", "office@"):
        assert private not in text + message.subject


def test_a_second_run_of_the_same_morning_sends_nothing(asha: Person) -> None:
    assert [send_digests(now=MONDAY), send_digests(now=MONDAY + timedelta(hours=2))] == [1, 0]
    assert OutgoingMessage.objects.count() == 1


def test_the_next_working_morning_brings_the_next(asha: Person) -> None:
    assert [send_digests(now=MONDAY), send_digests(now=MONDAY + timedelta(days=1))] == [1, 1]


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), "a Sunday"),
        (datetime(2026, 11, 30, 8, 0, tzinfo=UTC), "St Andrew's Day, a bank holiday in Scotland"),
        (datetime(2026, 12, 25, 8, 0, tzinfo=UTC), "Christmas Day"),
        (datetime(2026, 11, 23, 6, 59, tzinfo=UTC), "before seven"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "noon"),
        (datetime(2026, 6, 22, 11, 30, tzinfo=UTC), "half past twelve by the summer clock"),
    ],
)
def test_nothing_leaves_outside_a_working_morning(asha: Person, now: datetime, why: str) -> None:
    assert send_digests(now=now) == 0, why


def test_nothing_leaves_when_nothing_waits(cast: Cast) -> None:
    cast.carys.email, cast.carys.wants_digest = "carys@southmoor.example", True
    cast.carys.save()

    assert send_digests(now=MONDAY) == 0


def test_another_groups_work_is_not_counted(asha: Person, cast: Cast) -> None:
    make_waiting_case(make_campaign(cast.southmoor), make_body("Southmoor College"))
    send_digests(now=MONDAY)

    assert "1 body has" in read_mail(store.get(OutgoingMessage.objects.get().sha256)).text


@pytest.mark.parametrize(
    "change", [{"wants_digest": False}, {"email": ""}, {"is_active": False}, {"email": "not an address"}]
)
def test_only_who_asked_and_can_be_written_to_gets_it(asha: Person, change: dict[str, object]) -> None:
    Person.objects.filter(pk=asha.pk).update(**change)

    assert send_digests(now=MONDAY) == 0


def test_one_bad_address_does_not_keep_the_mail_from_others(asha: Person, cast: Cast) -> None:
    Person.objects.filter(pk=cast.ben.pk).update(email="ben at northport", wants_digest=True)

    assert send_digests(now=MONDAY) == 1


def test_in_practice_mode_it_never_leaves_the_site(asha: Person) -> None:
    send_digests(now=MONDAY)
    message = OutgoingMessage.objects.get()
    assert message.mode == Mode.PRACTICE
    deliver_in_practice(now=MONDAY + timedelta(minutes=1))
    message.refresh_from_db()

    assert message.how_known.startswith("Practice mode")


def test_in_practice_mode_the_mailroom_says_what_it_would_have_told(
    asha: Person, cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    send_digests(now=MONDAY)

    assert "1 thing waiting" in signed_in(asha).get("/desk/mailroom/").content.decode()
    assert "1 thing waiting" not in signed_in(cast.ben).get("/desk/mailroom/").content.decode()


def test_on_a_live_site_it_waits_in_the_outbox_like_every_mail(asha: Person, cast: Cast) -> None:
    set_mode(mode=Mode.LIVE, by=cast.dana, now=MONDAY)
    send_digests(now=MONDAY)
    set_mode(mode=Mode.PRACTICE, by=cast.dana, now=MONDAY)

    assert OutgoingMessage.objects.get().mode == Mode.LIVE


def test_the_link_in_the_mail_stops_it_without_signing_in(asha: Person, client: Client) -> None:
    send_digests(now=MONDAY)
    link = leave_link(asha)
    assert link in read_mail(store.get(OutgoingMessage.objects.get().sha256)).text.replace("\n", " ")
    page = client.get(path_of(link))
    asha.refresh_from_db()
    assert asha.wants_digest  # a mail program that opens every link changes nothing
    assert not page.cookies

    assert "no more morning e-mails" in client.post(path_of(link)).content.decode()
    asha.refresh_from_db()
    assert not asha.wants_digest
    assert asha.email == "asha@northport.example"


def test_stopping_twice_is_the_same_as_once(asha: Person, client: Client) -> None:
    for _ in range(2):
        assert client.post(path_of(leave_link(asha))).status_code == 200
    assert Act.objects.filter(did="change_person").count() == 1


def test_a_changed_link_stops_nobodys_mail(asha: Person, cast: Cast, client: Client) -> None:
    signed = path_of(leave_link(asha))

    assert client.post(signed[:-2] + "x/").status_code == 404
    assert client.post(signed.replace(str(asha.pk), str(cast.ben.pk))).status_code == 404
    asha.refresh_from_db()
    assert asha.wants_digest


def test_a_morning_mail_speaks_of_what_waits_only() -> None:
    waits = [Waits(0, "case", "cases", "https://a.example/"), Waits(2, "letter", "letters", "https://b.example/")]
    mail = morning_mail(site="Northport", waits=waits, leave_url="https://leave.example/")

    assert mail is not None
    assert mail.subject == "Northport: 2 things waiting"
    assert "2 letters\nhttps://b.example/" in mail.text
    assert "case" not in mail.text
    assert morning_mail(site="Northport", waits=waits[:1], leave_url="") is None
