"""The door for a WSGI server. TLS ends before it; what the outside sees is said by `settings.PUBLIC_URL`."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.config.settings")
os.environ.setdefault("DUEREGARD_CONNECTIONS", "16")  # of one web process; PostgreSQL has 100 for all, unless told
site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request as one that came over TLS where the site's address says so: else browsers are never bound to it.

    The web server in front is not asked for a header that it may forget or pass on from a stranger.
    """
    if settings.BEHIND_TLS:
        environ["wsgi.url_scheme"] = "https"
    answer: Iterable[bytes] = site(environ, start_response)
    return answer
