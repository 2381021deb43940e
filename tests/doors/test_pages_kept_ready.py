"""Every address whose pages are kept ready: what a visitor is given is what would be made for them, and nobody else's.

Each is asked as a visitor, as people of both groups and as an administrator, and as a visitor again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.audience import is_same_for_visitors
from dueregard.foundation.opendata.views import answers
from dueregard.foundation.ready import middleware
from dueregard.foundation.ready.gateways.shelf import SHELF
from dueregard.rules.ready.keeping import KEY, TOLD_APART_BY
from tests.doors.asking import Answer, ask
from tests.doors.table import every_address, things_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
OTHERS = ("outsider", "caseworker", "administrator")
MAY_LOOK_AT = {*KEY, *TOLD_APART_BY, "REQUEST_METHOD"}
# Below these nothing is ever kept: pages for somebody in danger, the sealed inbox, votes, what people type, and
# everything behind a door.
NEVER = (
    "help/",
    "inboxes/",
    "sealed/",
    "votes/",
    "letters/",
    "desk/",
    "account/",
    "join/",
    "search/",
    "right-of-reply/",
)
NOT_THERE = {"guide:index_in", "guide:translation"}  # the world has no translation
MORE = {"opendata:row": ["/api/v1/bodies/university-of-northport"]}  # the table of addresses asks for nothing there
SECRETS = {"token", "secret", "code", "signed", "sha256", "key_of"}  # words of an address that open it


def marked(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Yield the whole names of the addresses whose views are marked."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from marked(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif is_same_for_visitors(one.callback):
            yield f"{space}{one.name}"


ADDRESSES = {one.name: one for one in every_address()}
MARKED = sorted(marked(get_resolver().url_patterns))


class Watched(dict[str, Any]):
    """What a web server says of a request; writes down which of it a view looks at."""

    def __init__(self, told: dict[str, Any], looked_at: set[str]) -> None:
        super().__init__(told)
        self.looked_at = looked_at

    def __getitem__(self, name: str) -> Any:
        self.looked_at.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.looked_at.add(name)
        return super().get(name, default)

    def items(self) -> Any:
        self.looked_at.add("everything")
        return super().items()


def another_minute() -> datetime:
    """Return another minute of the quarter of an hour through which a page may be kept."""
    now = timezone.now()
    return now.replace(minute=now.minute // 15 * 15 + (now.minute + 7) % 15)


def told(answer: Answer) -> bytes:
    """Return everything of an answer, but that a kept page may also be had packed."""
    return re.sub(rb"\nVary: Accept-Encoding(?=\n)|, Accept-Encoding(?=\n)", b"", answer.everything)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What marked views look at of a request, beside its address."""
    seen: set[str] = set()
    before = BaseHandler.make_view_atomic

    def watched(handler: BaseHandler, view: Any) -> Any:
        made = before(handler, view)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            told, cookies = request.META, request.COOKIES
            request.META, request.COOKIES = Watched(told, seen), Watched(cookies, seen)
            try:
                return made(request, *args, **kwargs)  # type: ignore[no-any-return]
            finally:
                told.update({name: request.META[name] for name in request.META.keys() - told.keys()})
                request.META, request.COOKIES = told, cookies

        return answer

    monkeypatch.setattr(BaseHandler, "make_view_atomic", watched)
    # How often somebody asks is counted by where they are, before a view is run; that changes no answer that is kept.
    monkeypatch.setattr(answers, "address_of", lambda request: "")
    return seen


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep pages although the world is in a transaction: nobody else sees it, and nothing changes."""
    monkeypatch.setattr(middleware, "is_in_a_transaction", lambda: False)
    monkeypatch.setattr(SHELF.sign, "now", lambda: ("the same",))


@pytest.mark.usefixtures("kept")
def test_a_visitor_is_given_what_would_be_made_for_them_whoever_asked_before(world: World, looked_at: set[str]) -> None:
    never_kept, wrong = set(MARKED), []
    for name in MARKED:
        things = [reverse(name, kwargs=dict(thing.names)) for thing in things_of(ADDRESSES[name], world)]
        for url in [*things, *MORE.get(name, [])]:
            SHELF.forget()
            with override_settings(READY_MEGABYTES=0):
                fresh = ask(world.everybody, "visitor", url)
            looked_at.clear()
            first = ask(world.everybody, "visitor", url)
            if odd := looked_at - MAY_LOOK_AT:
                wrong.append(f"{url} depends on {odd}")
            if fresh.status != 200:
                wrong += [f"{url} should not be kept"] if any(map(len, SHELF.rooms)) else []
                continue
            if any(map(len, SHELF.rooms)):
                never_kept.discard(name)
            foreign = ask(world.everybody, "visitor", url, cookie="theme=dark", accept_language="cy", referer="/x")
            others = [ask(world.everybody, who, url) for who in OTHERS]
            again = ask(world.everybody, "visitor", url)
            with override_settings(READY_MEGABYTES=0), patch.object(timezone, "now", return_value=another_minute()):
                if told(ask(world.everybody, "visitor", url)) != told(fresh):
                    wrong.append(f"{url} says in which minute it was made: whoever reads it next learns of the reader")
            if not told(fresh) == told(foreign) == told(first) == told(again):
                wrong.append(f"{url} is not the same for every visitor")
            if "Set-Cookie" in again.headers or world.planted.leaks("visitor", again.everything):
                wrong.append(f"{url} holds what is not for every visitor")
            if any("no-store" not in one.headers["Cache-Control"] for one in others if one.status == 200):
                wrong.append(f"{url}: a browser may keep what a member saw")
    assert wrong == []
    assert never_kept == NOT_THERE, "these are marked, and something in them keeps them from being kept"


@pytest.mark.usefixtures("kept")
def test_the_inboxs_own_host_gives_nothing_that_is_kept(world: World, settings: Settings) -> None:
    settings.SEALED_URL = "https://sealed.northport.example"
    for host, status in [("northport.example", 200), ("northport.example", 200), ("sealed.northport.example", 404)]:
        assert ask(world.everybody, "visitor", "/about/", host=host).status == status


def test_pages_for_somebody_in_danger_and_what_a_secret_opens_are_never_marked() -> None:
    assert len(MARKED) > 40
    assert [name for name in MARKED if ADDRESSES[name].route.startswith(NEVER)] == []
    assert [name for name in MARKED if ADDRESSES[name].words & SECRETS] == []
