"""A page that is kept for visitors goes out packed to those who take it so, the first time and ever after."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.ready.gateways.shelf import SHELF
from dueregard.foundation.ready.middleware import ReadyMiddleware
from tests.builders import make_body

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Words that come again and again. " * 200


@same_for_visitors
@open_to(Audience.EVERYBODY)
def kept(request: HttpRequest) -> HttpResponse:
    """A view whose answers may be kept."""
    return HttpResponse(WORDS, headers={"Vary": "Cookie", "Content-Length": str(len(WORDS))})


@open_to(Audience.EVERYBODY)
def not_kept(request: HttpRequest) -> HttpResponse:
    """A view whose answers may be one reader's."""
    return HttpResponse(WORDS)


@pytest.fixture(autouse=True)
def shelf(settings: Settings) -> None:
    """Keep pages, beginning with none."""
    settings.READY_MEGABYTES = 32
    make_body("Northport Council")
    SHELF.forget()


def asked(view: object, **headers: str) -> HttpResponse:
    """Ask for the page of a view through the middleware, as a visitor."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = middleware.process_view(request, view, (), {})  # type: ignore[arg-type]
        return given or view(request)  # type: ignore[operator]

    middleware = ReadyMiddleware(answer)
    found = middleware(RequestFactory().get("/page/", headers=headers))
    assert isinstance(found, HttpResponse)
    return found


def test_the_first_and_the_next_get_it_packed_and_who_does_not_take_it_gets_it_plain() -> None:
    for _ in range(2):
        answer = asked(kept, **{"Accept-Encoding": "br, gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) == len(answer.content) < len(WORDS) / 10
        assert gzip.decompress(answer.content).decode() == WORDS
        assert answer.headers["Vary"] == "Cookie, Accept-Encoding"
    plain = asked(kept)
    assert plain.content.decode() == WORDS
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Cookie, Accept-Encoding"


def test_what_is_not_kept_is_not_packed_either() -> None:
    for view, headers in ((not_kept, {}), (kept, {"Cookie": "sessionid=1"})):
        answer = asked(view, **{"Accept-Encoding": "gzip"}, **headers)
        assert answer.content.decode() == WORDS
        assert "Content-Encoding" not in answer.headers
