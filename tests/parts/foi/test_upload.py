"""E-mails kept elsewhere come in as files: each once, filed or held like any other, and a page says where it is."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_waiting_case
from tests.people import Cast
from tests.work import run_all_tasks

SignIn = Callable[[Person], Client]


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of Northport that waits for its answer."""
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    make_letter(case)
    return case


def email(to: str, number: int = 1) -> bytes:
    """Return an e-mail of a body to one of our addresses."""
    return (
        f"From: foi@university-of-northport.example\r\nTo: {to}\r\nSubject: Your request {number}\r\n"
        f"Message-ID: <{number}@university-of-northport.example>\r\nDate: Wed, 4 Nov 2026 14:12:00 +0000\r\n\r\n"
        f"Dear requester,\r\n\r\nPlease find our answer number {number} below. We hold the policy you ask for.\r\n"
    ).encode()


def upload(client: Client, group: object, *files: tuple[str, bytes]) -> HttpResponse:
    """Upload files as a browser does, and return the page at the end."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    answer: HttpResponse = client.post("/desk/import/", {"group": group, "uploads": uploads}, follow=True)
    return answer


def test_an_eml_file_is_stored_filed_and_shown(case: Case, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    answer = upload(client, cast.northport.pk, ("answer.eml", email(f"foi-{case.token}@dueregard.invalid")))
    page = answer.content.decode()

    assert "1 new e-mail." in page
    assert "waiting to be read" in page
    assert "data-live" in page
    run_all_tasks()
    page = client.get(answer.redirect_chain[-1][0]).content.decode()  # type: ignore[attr-defined]
    assert "filed to a case" in page
    assert "Your request 1" in page
    reply = Correspondence.objects.get(case=case, direction="in")
    assert f"/desk/messages/{reply.pk}/" in page


def test_a_reply_from_before_counts_from_the_day_it_came(case: Case, cast: Cast, signed_in: SignIn) -> None:
    upload(signed_in(cast.asha), cast.northport.pk, ("a.eml", email(f"foi-{case.token}@dueregard.invalid")))
    run_all_tasks()

    assert Correspondence.objects.get(case=case, direction="in").at == datetime(2026, 11, 4, 14, 12, tzinfo=UTC)


def test_an_mbox_file_holds_many(case: Case, cast: Cast, signed_in: SignIn) -> None:
    ours = f"foi-{case.token}@dueregard.invalid"
    mbox = b"".join(
        b"From foi@university-of-northport.example Wed Nov  4 14:12:00 2026\n" + email(ours, number) + b"\n"
        for number in range(3)
    )
    page = upload(signed_in(cast.asha), cast.northport.pk, ("inbox.mbox", mbox)).content.decode()

    assert "3 new e-mails." in page
    run_all_tasks()
    assert Correspondence.objects.filter(case=case, direction="in").count() == 3


def test_what_came_before_is_said_and_not_filed_twice(case: Case, cast: Cast, signed_in: SignIn) -> None:
    client, raw = signed_in(cast.asha), email(f"foi-{case.token}@dueregard.invalid")
    upload(client, cast.northport.pk, ("a.eml", raw))
    run_all_tasks()
    page = upload(client, cast.northport.pk, ("a.eml", raw), ("b.eml", raw)).content.decode()
    run_all_tasks()

    assert "No new e-mails; 2 were already here and were not filed again." in page
    assert Correspondence.objects.filter(case=case, direction="in").count() == 1


def test_what_fits_no_case_is_held_for_the_group_that_brought_it(case: Case, cast: Cast, signed_in: SignIn) -> None:
    upload(signed_in(cast.asha), cast.northport.pk, ("a.eml", b"From: a@elsewhere.example\r\n\r\nHello there.\r\n"))
    run_all_tasks()

    held = HeldEmail.objects.get()
    assert list(held.groups.all()) == [cast.northport]


def test_only_a_caseworker_brings_in_and_only_for_their_own_group(case: Case, cast: Cast, signed_in: SignIn) -> None:
    for person, group in ((cast.ben, cast.northport), (cast.carys, cast.northport), (cast.asha, cast.southmoor)):
        page = upload(signed_in(person), group.pk, ("a.eml", email("x@dueregard.invalid")))
        assert "What you typed is still here" in page.content.decode()
    assert not StoredEmail.objects.exists()


def test_another_group_cannot_see_what_was_brought_in(case: Case, cast: Cast, signed_in: SignIn) -> None:
    answer = upload(signed_in(cast.asha), cast.northport.pk, ("a.eml", email("x@dueregard.invalid")))
    address = answer.redirect_chain[-1][0]  # type: ignore[attr-defined]

    assert signed_in(cast.carys).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("content", [b"", b"\n\n", b"   "])
def test_a_file_without_an_email_is_named_and_nothing_is_stored(
    case: Case, cast: Cast, signed_in: SignIn, content: bytes
) -> None:
    page = upload(signed_in(cast.asha), cast.northport.pk, ("empty.eml", content)).content.decode()

    assert "What you typed is still here" in page
    assert not StoredEmail.objects.exists()


@pytest.mark.parametrize("at", ["0", "1", "99999999999999999999999"])
def test_an_upload_nobody_made_is_an_empty_page_or_none(cast: Cast, signed_in: SignIn, at: str) -> None:
    assert signed_in(cast.asha).get(f"/desk/import/northport/{at}/?known=x").status_code in {200, 404}
