"""A session begins anew at the sign-in, ends on the server, and lasts half a day at most however busy it is."""

import time
from datetime import UTC, datetime

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.people import Cast
from tests.sessions import SECRET, code_of, give_code_app, sign_in

pytestmark = pytest.mark.django_db
RIGHT = {"login": "asha", "password": "correct horse battery"}
HALF_A_DAY = 12 * 60 * 60


def cookie_of(client: Client) -> str:
    """Return what a browser shows to say who it is."""
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_in_ago(client: Client, seconds: float) -> None:
    """Let the sign-in of a session lie so long ago; the end of its row is as far away as after any change of it."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - seconds
    session.save()


def test_a_sign_in_gives_a_new_session_and_the_one_before_is_worth_nothing(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.post("/account/login/", RIGHT)
    before = cookie_of(client)
    client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    assert cookie_of(client) != before
    assert len(cookie_of(client)) >= 32
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/desk/groups/")["Location"].startswith("/account/login/")


def test_a_cookie_that_was_copied_opens_nothing_after_signing_out(cast: Cast) -> None:
    client = sign_in(cast.asha)
    copied = cookie_of(client)
    client.post("/account/logout/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = copied
    assert thief.get("/desk/groups/")["Location"].startswith("/account/login/")
    assert not Session.objects.filter(session_key=copied).exists()


def test_half_a_day_after_the_sign_in_it_is_over_however_busy_it_was(cast: Cast) -> None:
    client = sign_in(cast.asha)
    signed_in_ago(client, HALF_A_DAY - 60)
    assert client.get("/desk/groups/").status_code == 200
    signed_in_ago(client, HALF_A_DAY + 60)
    ends = Session.objects.get(session_key=cookie_of(client)).expire_date
    assert (ends - datetime.now(UTC)).total_seconds() > HALF_A_DAY / 2, "the row itself would have let them in"
    copied = cookie_of(client)
    assert client.get("/desk/groups/")["Location"].startswith("/account/login/")
    assert not Session.objects.filter(session_key=copied).exists()


def test_nobody_can_bring_a_session_of_their_own(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    client.post("/account/login/", RIGHT)
    client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    assert client.get("/desk/groups/").status_code == 200
    assert cookie_of(client) != "a" * 32


@pytest.mark.parametrize("path", ["/", "/desk/", "/account/login/", "/nothing-here/", "/api/"])
def test_no_request_is_sent_back_to_whoever_asks_to_trace_it(path: str, cast: Cast) -> None:
    for client in (Client(), sign_in(cast.asha)):
        answer = client.trace(path, HTTP_X_TOLD="marmalade")
        assert answer.status_code == 405
        assert b"marmalade" not in answer.content
