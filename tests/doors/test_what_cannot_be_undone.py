"""Every address that takes a POST is known by what it does: it can be undone, is asked about first, or is harmless.

A new address that is in no list fails here. What cannot be undone never happens by a mere POST: its page comes first.
A part brings its own lines (ACTS) in tests/parts/<part>/acts.py.
"""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.foundation.mail.models import Mode, SiteMode
from tests.doors.acts import ACTS, CLASSES
from tests.doors.asking import ask
from tests.doors.table import ADDRESSES, Address, Asks, every_address, may_come, things_of
from tests.doors.world import NOW, World

pytestmark = pytest.mark.django_db
KNOWN = dict(ACTS)
for _part in settings.PARTS:
    if find_spec(f"tests.parts.{_part}.acts"):
        KNOWN |= import_module(f"tests.parts.{_part}.acts").ACTS
ASKED = sorted(name for name, (kind, _) in KNOWN.items() if kind == "asks first")


def takes_post(view: Callable[..., Any]) -> bool:
    """Tell whether a view lets a POST through: what nobody restricted does."""
    if hasattr(view, "view_class"):
        return hasattr(view.view_class, "post")
    inner: Any = view
    while inner is not None:
        code = getattr(inner, "__code__", None)
        if code and "request_method_list" in code.co_freevars:
            return "POST" in inspect.getclosurevars(inner).nonlocals["request_method_list"]
        inner = getattr(inner, "__wrapped__", None)
    return True


def posted(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Yield the name of every address that somebody may open and that takes a POST."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from posted(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif audience_of(pattern.callback, pattern.name) is not None and takes_post(pattern.callback):
            yield f"{space}{pattern.name}"


def test_every_address_that_takes_a_post_is_in_a_list() -> None:
    unknown = sorted(set(posted(get_resolver().url_patterns)) - KNOWN.keys())
    assert unknown == [], "Say in tests/doors/acts.py, or in tests/parts/<part>/acts.py, what these do."


def test_no_list_names_what_is_not_there_and_each_line_says_how() -> None:
    assert sorted(KNOWN.keys() - set(posted(get_resolver().url_patterns))) == []
    assert [name for name, (kind, how) in KNOWN.items() if kind not in CLASSES or not how] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKED)
def test_what_cannot_be_undone_does_not_happen_by_a_mere_post(world: World, name: str) -> None:
    """Whoever may do it posts nothing but the address, as a button without a page would: nothing is written down."""
    address = next(one for one in every_address() if one.name == name)
    if not ADDRESSES.get(name, Asks()).kind and address.words:
        pytest.fail(f"{name} names nothing that can be tried; see tests/doors")
    with transaction.atomic():
        SiteMode.objects.update_or_create(pk=1, defaults={"mode": Mode.LIVE, "since": NOW})  # letters really leave
        acts = {way: ask(world.everybody, who, url, method="post").acts for way, who, url in _ways(world, address)}
        transaction.set_rollback(True)
    assert {way: count for way, count in acts.items() if count} == {}
    assert acts


def _ways(world: World, address: Address) -> Iterator[tuple[str, str, str]]:
    for thing in things_of(address, world):
        url = reverse(address.name, kwargs=dict(thing.names))
        yield from ((f"{url} as {who}", who, url) for who in sorted(may_come(address, thing)) if who != "half")


def test_an_address_nobody_classed_is_seen() -> None:
    planted: list[URLPattern | URLResolver] = [
        path("a/", require_POST(_everybody), name="posts"),
        path("b/", require_safe(_everybody), name="reads"),
        path("c/", _everybody, name="both"),
    ]
    assert list(posted(planted)) == ["posts", "both"]


def _everybody(request: object) -> None:
    """A view that everybody may open."""


_everybody.audience = Audience.EVERYBODY  # type: ignore[attr-defined]
