"""Where the site's address is https, every page binds browsers to it, whatever the web server in front says."""

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from dueregard.config import wsgi

pytestmark = pytest.mark.django_db


def headers_of(path: str) -> dict[str, str]:
    """Return the headers of a page as the web server in front gets them."""
    told: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        told.update(headers)

    answer = wsgi.application(RequestFactory().get(path).environ, start_response)
    assert b"".join(answer)
    return told


@pytest.mark.parametrize(("behind_tls", "is_told"), [(True, True), (False, False)])
def test_a_browser_is_told_to_stay_on_tls_where_there_is_tls(
    behind_tls: bool, is_told: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BEHIND_TLS = behind_tls
    settings.SECURE_HSTS_SECONDS = 31_536_000 if behind_tls else 0
    monkeypatch.setattr(wsgi, "site", WSGIHandler())  # as it is when it starts with these settings
    assert ("Strict-Transport-Security" in headers_of("/robots.txt")) is is_told


@pytest.mark.parametrize("path", ["/robots.txt", "/sealed/"])
@pytest.mark.parametrize("below_too", [True, False])
def test_names_below_the_sites_own_are_bound_where_the_operator_says_so(
    path: str, below_too: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BEHIND_TLS, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = below_too
    monkeypatch.setattr(wsgi, "site", WSGIHandler())
    said = headers_of(path)["Strict-Transport-Security"]
    assert said == ("max-age=31536000; includeSubDomains" if below_too else "max-age=31536000")
