"""Everybody can read what works now; an administrator tells what does not; an attacker learns nothing from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.work.models import Worker
from dueregard.website.actions.tell_trouble import end_trouble, tell_trouble
from dueregard.website.models import Trouble
from tests.people import Cast

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db
HOST = "desk-7.internal.example"


def page() -> str:
    """Return the page as a visitor reads it."""
    answer = Client().get("/status/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def row(shown: str, part: str) -> str:
    """Return the row of one part."""
    return shown.partition(f'<th scope="row">{part}</th>')[2].partition("</tr>")[0]


def beats(ago: timedelta) -> None:
    """Let a worker's heart have beaten so long ago."""
    now = timezone.now()
    Worker.objects.create(name="one", host=HOST, process="7", started_at=now - ago, beat_at=now - ago)


def test_work_that_nobody_does_is_said_and_no_host_is(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    beats(timedelta(0))
    with django_assert_max_num_queries(16):
        shown = page()
    assert ">Works<" in row(shown, "Work in the background")
    assert "it sends no letters" in row(shown, "Letters that leave")
    assert "This is a practice site" in shown
    assert HOST not in shown
    Worker.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    assert "Does not work" in row(page(), "Work in the background")


def test_mail_that_nobody_reads_is_said_without_how_much() -> None:
    assert ">Works<" in row(page(), "Replies that arrive")
    now = timezone.now()
    for number in range(3):
        StoredEmail.objects.create(
            sha256=f"{number:064}",
            size=9,
            arrived_by="lmtp",
            content_key=f"{number:064}",
            received_at=now - timedelta(hours=1),
            state_at=now,
        )
    said = row(page(), "Replies that arrive")
    assert "not sorted yet" in said
    assert "3" not in said.partition("What that means")[2]


def test_a_trouble_is_told_read_ended_and_goes_from_the_page_a_month_later(cast: Cast, signed_in: SignIn) -> None:
    assert "We know of no other trouble" in page()
    dana = signed_in(cast.dana)
    answer = dana.post("/desk/troubles/", {"says": ""})
    assert answer.status_code == 422
    dana.post("/desk/troubles/", {"says": "Replies are sorted a day late."})
    assert "Replies are sorted a day late." in page()
    assert cast.dana.name not in page()
    over = reverse("trouble_over", args=[Trouble.objects.get().pk])
    dana.post(over)
    ended = Trouble.objects.get().ended_at
    again = dana.post(over, follow=True).content.decode()
    assert "already said that this works again" in again
    assert Trouble.objects.get().ended_at == ended
    assert "Mended in the last 30 days" in page()
    Trouble.objects.update(began_at=timezone.now() - timedelta(days=40), ended_at=timezone.now() - timedelta(days=31))
    assert "Replies are sorted a day late." not in page()
    assert [*Act.objects.filter(did__endswith="_trouble").values_list("did", flat=True)].count("tell_trouble") == 1


def test_only_administrators_tell(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.asha).post("/desk/troubles/", {"says": "x"}).status_code == 404
    assert not Trouble.objects.exists()
    told = tell_trouble(says="x", by=cast.dana, now=timezone.now())
    assert end_trouble(pk=told.pk, by=cast.dana, now=timezone.now()).ended_at
