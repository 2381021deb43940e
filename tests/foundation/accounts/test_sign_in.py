"""Signing in: password, then code; wrong guesses are counted; redirects stay here; keys are written to the audit."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from dueregard.foundation.audit.models import Act
from tests.people import Cast
from tests.sessions import SECRET, code_of, give_code_app, sign_in, sign_in_by_password_only

pytestmark = pytest.mark.django_db
RIGHT = {"login": "asha", "password": "correct horse battery"}
WRONG = {"login": "asha", "password": "wrong horse battery"}


def acts() -> list[str]:
    """Return what was done, in order."""
    return list(Act.objects.order_by("pk").values_list("did", flat=True))


def test_a_password_alone_opens_nothing_for_who_has_a_code_app(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    assert client.post("/account/login/", RIGHT)["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/desk/groups/")["Location"].startswith("/account/login/")


def test_password_and_code_open_the_desk_and_are_in_the_audit(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.post("/account/login/?next=/desk/groups/", RIGHT | {"next": "/desk/groups/"})
    answer = client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    assert answer["Location"] == "/desk/groups/"
    assert client.get("/desk/groups/").status_code == 200
    assert acts() == ["sign_in"]


def test_a_code_works_once(cast: Cast) -> None:
    give_code_app(cast.asha)
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/account/login/", RIGHT)
        client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    assert first.get("/desk/groups/").status_code == 200
    assert second.get("/desk/groups/")["Location"].startswith("/account/login/")


def test_the_sign_in_name_is_the_same_in_any_case(cast: Cast) -> None:
    give_code_app(cast.asha)
    answer = Client().post("/account/login/", RIGHT | {"login": "ASHA"})
    assert answer["Location"].startswith("/account/2fa/authenticate/")


def test_the_sixth_wrong_password_in_five_minutes_is_not_even_looked_at(cast: Cast) -> None:
    give_code_app(cast.asha)
    for _ in range(5):
        assert b"name and password do not match" in Client().post("/account/login/", WRONG).content
    assert b"Too many tries" in Client().post("/account/login/", RIGHT).content
    assert acts() == ["refuse_sign_in"] * 5


def test_signs_that_nobody_sees_in_the_name_give_no_further_tries(cast: Cast) -> None:
    give_code_app(cast.asha)
    for number, sign in enumerate(("", "\ufeff", "\u202e", "\x7f", "\u2066", "\u202a\u202c")):
        wrong = WRONG | {"login": f"as{sign}ha"}
        shown = Client(REMOTE_ADDR=f"203.0.113.{number}").post("/account/login/", wrong).content
        assert (b"Too many tries" in shown) is (number == 5)
    assert b"Too many tries" in Client().post("/account/login/", RIGHT).content
    assert acts() == ["refuse_sign_in"] * 5


def test_wrong_codes_are_counted_too(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.post("/account/login/", RIGHT)
    pages = [client.post("/account/2fa/authenticate/", {"code": "000000"}).content for _ in range(6)]
    assert b"Use your second key" in pages[0]
    assert b"Too many tries" not in pages[4]
    assert b"Too many tries" in pages[-1]


def test_a_name_that_nobody_has_is_answered_like_a_wrong_password_and_leaves_no_trace(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = Client().post("/account/login/", {"login": "nobody-here", "password": "wrong"})
    assert b"name and password do not match" in answer.content
    assert acts() == []
    assert "nobody-here" not in caplog.text


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "http:x"]
)
def test_signing_in_leads_nowhere_but_to_this_site(away: str, cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.post("/account/login/", RIGHT | {"next": away})
    assert client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})["Location"] == "/desk/"


def test_a_closed_account_cannot_sign_in(cast: Cast) -> None:
    cast.asha.is_active = False
    cast.asha.save()
    client = Client()
    assert client.post("/account/login/", RIGHT)["Location"] == "/account/inactive/"
    assert b"This account is closed" in client.get("/account/inactive/").content


def test_signing_out_takes_a_button_and_ends_the_session(cast: Cast) -> None:
    client = sign_in(cast.asha)
    assert b"Sign out?" in client.get("/account/logout/").content
    assert client.get("/desk/groups/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/desk/groups/")["Location"].startswith("/account/login/")
    assert acts() == ["sign_out"]


def test_the_code_apps_square_is_in_the_page_and_its_secret_in_words(cast: Cast) -> None:
    client = sign_in_by_password_only(cast.asha)
    client.post("/account/reauthenticate/", {"password": RIGHT["password"]})
    page = client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert b"<svg" in page.content
    assert b"data:image" not in page.content
    assert " ".join(secret[start : start + 4] for start in range(0, 32, 4)) in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_adding_and_removing_a_code_app_is_in_the_audit_and_removal_leads_back_to_the_choice(cast: Cast) -> None:
    client = sign_in_by_password_only(cast.asha)
    client.post("/account/reauthenticate/", {"password": RIGHT["password"]})
    client.get("/account/2fa/totp/activate/")
    code = code_of(client.session["mfa.totp.secret"])
    answer = client.post("/account/2fa/totp/activate/", {"code": code})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert client.get("/desk/groups/").status_code == 200
    client.post("/account/2fa/totp/deactivate/")
    assert client.get("/desk/groups/")["Location"].startswith("/account/second-factor/")
    assert not Authenticator.objects.filter(user=cast.asha).exists()
    assert acts() == ["add_code_app", "remove_code_app"]


def test_changing_the_password_signs_other_devices_out(cast: Cast) -> None:
    here, elsewhere = sign_in(cast.asha), sign_in(cast.asha)
    new = "another horse battery staple"
    here.post("/account/password/change/", {"oldpassword": RIGHT["password"], "password1": new, "password2": new})
    assert elsewhere.get("/desk/groups/")["Location"].startswith("/account/login/")
    assert here.get("/desk/groups/").status_code == 200
    assert acts() == ["change_password"]


def test_the_session_ends_with_the_browser_and_after_half_a_day(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.post("/account/login/", RIGHT)
    client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    cookie = client.cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() <= 12 * 60 * 60
