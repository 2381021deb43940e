"""Notices that a web server stands in front of the site and nobody said so (`DUEREGARD_PROXIES`).

Then every visitor seems to come from that server: a few wrong passwords of one count for all. No address is kept, only
that it was so, for a week.
"""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

KEPT = timedelta(days=7)
_NOTE = "unnamed-proxy"


def notice_proxy(request: HttpRequest) -> None:
    """Keep that a request came through a web server beside the site, where none is named. One question when one is."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or "HTTP_X_FORWARDED_FOR" not in request.META:
        return
    if _is_beside(request.META.get("REMOTE_ADDR", "")) and cache.get(_NOTE) is None:
        cache.set(_NOTE, 1, KEPT.total_seconds())


def is_proxy_unnamed() -> bool:
    """Tell whether requests of the last week came through a web server that the settings do not name."""
    return not settings.ALLAUTH_TRUSTED_PROXY_COUNT and cache.get(_NOTE) is not None


def _is_beside(address: str) -> bool:
    """Tell whether an address is of this machine or network. A socket in a folder has none: it is of this machine."""
    if not address:
        return True
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    return known.is_loopback or known.is_private
