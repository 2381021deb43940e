"""Every address says who may open it; one that says nothing is closed, and may only be one of allauth's."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, path

from dueregard.foundation.accounts.audience import Audience, audience_of, open_to

# A calendar program cannot sign in: the address itself holds a key that can be revoked.
OPENED_BY_A_KEY = {"desk/dates.ics"}
Address = tuple[str, str, Callable[..., Any]]


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[Address]:
    """Yield route, name and view of every address."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern.name or "", pattern.callback


def undeclared(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Return the routes of our own views that name no audience."""
    return [
        route
        for route, name, view in addresses(patterns)
        if audience_of(view, name) is None and not view.__module__.startswith("allauth.")
    ]


def nobody(request: object) -> None:
    """A view that names no audience."""


@open_to(Audience.EVERYBODY)
def everybody(request: object) -> None:
    """A view that names one."""


def test_every_address_of_ours_names_its_audience() -> None:
    assert undeclared(get_resolver().url_patterns) == []


def test_every_address_below_the_desk_asks_for_a_person() -> None:
    every = [(route, audience_of(view, name)) for route, name, view in addresses(get_resolver().url_patterns)]
    open_desk = {route for route, who in every if route.startswith("desk/") and who is Audience.EVERYBODY}
    assert open_desk - OPENED_BY_A_KEY == set()


def test_a_view_without_an_audience_is_seen() -> None:
    planted: list[URLPattern | URLResolver] = [path("open/", everybody), path("stray/", nobody)]  # type: ignore[arg-type, list-item]
    assert undeclared(planted) == ["stray/"]
