"""Asks the site itself for a page, as a visitor would, without a server in between."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponse, StreamingHttpResponse

_NAME = re.compile(r"filename=\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer of the site. `name` is what it calls a file that is to be kept."""

    status: int
    media_type: str
    content: bytes
    location: str
    name: str


class Site:
    """The site, asked by a visitor who keeps no cookie."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        where = urlsplit(settings.PUBLIC_URL)
        self._environ = {
            "REQUEST_METHOD": "GET",
            "SERVER_NAME": where.hostname or "localhost",
            "SERVER_PORT": str(where.port or (443 if settings.BEHIND_TLS else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "SCRIPT_NAME": "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": where.scheme,
            "wsgi.errors": io.StringIO(),
        }

    def ask(self, path: str) -> Rendered:
        """Return what the site answers."""
        response = self._handler.get_response(self.request(path))
        assert isinstance(response, HttpResponse | StreamingHttpResponse)
        content = b"".join(response) if isinstance(response, StreamingHttpResponse) else response.content
        _close(response)
        named = _NAME.search(response.headers.get("Content-Disposition", ""))
        return Rendered(
            response.status_code,
            response.headers.get("Content-Type", "").split(";")[0].strip(),
            content,
            response.headers.get("Location", ""),
            named[1] if named else "",
        )

    def request(self, path: str) -> WSGIRequest:
        """Return a visitor's question for a path."""
        parts = urlsplit(path)
        asked = {"PATH_INFO": unquote(parts.path, "latin-1"), "QUERY_STRING": parts.query, "wsgi.input": io.BytesIO()}
        return WSGIRequest({**self._environ, **asked})


def _close(response: HttpResponse | StreamingHttpResponse) -> None:
    """Close the files of an answer, and keep the connection to the database: the next page needs it."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
