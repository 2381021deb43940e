"""The kinds of things that groups of this site can put into networks, as the apps say them."""

from functools import cache
from importlib import import_module

from django.conf import settings

from dueregard.rules.wiring.network_kind import NetworkKind


@cache
def network_kinds() -> tuple[NetworkKind, ...]:
    """Return the kinds, in order."""
    found: tuple[NetworkKind, ...] = tuple(import_module(module).KIND for module in settings.IN_NETWORK)
    return found


def kind_of(key: str) -> NetworkKind | None:
    """Return the kind that an address names."""
    return next((kind for kind in network_kinds() if kind.key == key), None)
