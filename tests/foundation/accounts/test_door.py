"""Every address is closed unless its view says for whom it is open."""

import logging
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.audience import ALLAUTH_OPEN, Audience, open_to
from tests.audiences import ADMINISTRATORS, EVERYBODY, SIGNED_IN, assert_only
from tests.people import Cast
from tests.sessions import sign_in, sign_in_by_password_only

pytestmark = pytest.mark.django_db


def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Answer whoever is let in."""
    return HttpResponse("in")


def undeclared(request: HttpRequest, secret: str) -> HttpResponse:
    """A view whose author forgot to say for whom it is."""
    return HttpResponse("in")


@open_to(Audience.EVERYBODY)
def who(request: HttpRequest) -> HttpResponse:
    """Answer with whom the site takes the reader for."""
    return HttpResponse(str(request.person or "a visitor"))  # type: ignore[attr-defined]


def copy_for(audience: Audience) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view of its own for one audience."""

    def view(request: HttpRequest) -> HttpResponse:
        return answer(request)

    return open_to(audience)(view)


def nothing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address where nothing is, without the site's own templates."""
    return HttpResponse("nothing", status=404)


handler404 = nothing
urlpatterns = [
    *[path(f"{audience}/", copy_for(audience)) for audience in Audience],
    path("who/", who),
    path("forgotten/<str:secret>/", undeclared),
    path("account/login/", copy_for(Audience.EVERYBODY), name="account_login"),
    path("account/email/", copy_for(Audience.EVERYBODY), name="account_email"),
    path("account/second-factor/", copy_for(Audience.OWN_KEYS), name="second_factor"),
    path("account/2fa/reauthenticate/", copy_for(Audience.SHOWING_KEYS), name="mfa_reauthenticate"),
]
own_addresses = pytest.mark.urls(__name__)


@own_addresses
@pytest.mark.parametrize(
    ("audience", "allowed"),
    [
        (Audience.EVERYBODY, EVERYBODY),
        (Audience.SIGNED_IN, SIGNED_IN),
        (Audience.ADMINISTRATOR, ADMINISTRATORS),
        (Audience.OWN_KEYS, SIGNED_IN),
        (Audience.SHOWING_KEYS, SIGNED_IN),
    ],
)
def test_an_audience_lets_in_whom_it_names(audience: Audience, allowed: set[str], cast: Cast) -> None:
    assert_only(f"/{audience}/", allowed, cast)


@own_addresses
def test_a_view_that_names_nobody_is_closed_even_to_administrators(cast: Cast) -> None:
    assert_only("/forgotten/very-secret/", set(), cast)


@own_addresses
def test_a_view_that_names_nobody_is_an_error_in_the_log_without_what_the_address_held(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="dueregard"):
        Client().get("/forgotten/very-secret/")
    assert "forgotten/<str:secret>/" in caplog.text
    assert "very-secret" not in " ".join(record.getMessage() for record in caplog.records if "dueregard" in record.name)


@own_addresses
@pytest.mark.parametrize(("development", "status"), [(True, 200), (False, 404)])
def test_development_pages_are_there_only_in_development(
    development: bool, status: int, settings: Settings, cast: Cast
) -> None:
    settings.DEVELOPMENT = development
    assert sign_in(cast.dana).get("/development/").status_code == status


@own_addresses
def test_a_visitor_is_led_to_the_sign_in_page_and_then_to_where_they_wanted() -> None:
    wanted = "/signed_in/?kind=university&page=2"
    assert Client().get(wanted)["Location"] == f"/account/login/?next={quote(wanted, safe='')}"


@own_addresses
@pytest.mark.parametrize("path", ["/signed_in/", "/administrator/"])
def test_a_person_without_a_second_key_is_led_to_where_one_is_added(path: str, cast: Cast) -> None:
    client = sign_in_by_password_only(cast.dana)
    assert client.get(path)["Location"].startswith("/account/second-factor/?next=")
    assert client.get("/own_keys/").status_code == 200


@own_addresses
@pytest.mark.parametrize("path", ["/signed_in/", "/administrator/", "/own_keys/"])
def test_a_session_that_saw_only_the_password_must_show_the_key_that_was_added_elsewhere(path: str, cast: Cast) -> None:
    elsewhere = sign_in(cast.dana)
    assert elsewhere.get(path).status_code == 200
    old = sign_in_by_password_only(cast.dana)
    assert old.get(path)["Location"].startswith("/account/2fa/reauthenticate/?next=")
    assert old.get("/showing_keys/").status_code == 200


@own_addresses
def test_where_everybody_may_come_a_password_alone_makes_nobody_more_than_a_visitor(cast: Cast) -> None:
    """Documents and searches have one address for everybody: a stolen password must not open a group's there."""
    half = sign_in_by_password_only(cast.asha)
    assert half.get("/who/").content == b"a visitor"
    assert sign_in(cast.asha).get("/who/").content == b"Asha"
    assert half.get("/who/").content == b"a visitor"  # there is a second key now, and this session has not shown it
    assert "no-store" in half.get("/who/")["Cache-Control"]


@own_addresses
def test_a_second_key_shown_by_one_person_does_not_count_for_another(cast: Cast) -> None:
    client = sign_in(cast.asha)
    seen = dict(client.session)
    other = sign_in(cast.ben)
    session = other.session
    session["account_authentication_methods"] = seen["account_authentication_methods"]
    session["account_authentication_methods_user"] = seen["account_authentication_methods_user"]
    session.save()
    assert other.get("/signed_in/")["Location"].startswith("/account/2fa/reauthenticate/")


@own_addresses
def test_a_closed_account_is_signed_out_at_its_next_request(cast: Cast) -> None:
    client = sign_in(cast.asha)
    cast.asha.is_active = False
    cast.asha.save()
    assert client.get("/signed_in/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "path",
    [
        "/account/signup/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/password/set/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/confirm-email/some-key/",
        "/account/login/code/confirm/",
    ],
)
def test_what_allauth_offers_and_the_house_does_not_is_closed_to_everybody(path: str, cast: Cast) -> None:
    assert_only(path, set(), cast)
    assert_only(path, set(), cast, method="post")


def test_nothing_of_allauth_is_open_but_what_the_list_names() -> None:
    assert "account_signup" not in ALLAUTH_OPEN
    assert {name for name, audience in ALLAUTH_OPEN.items() if audience is Audience.EVERYBODY} == {
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
