"""Pages for somebody who may be watched: kept by no browser, telling the next site nothing, under a harmless title."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]


def quiet(view: View) -> View:
    """Mark every answer of a view: no copy, no referrer, no place in a search engine."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noarchive"
        return response

    return answered


def render_quiet(request: HttpRequest, template: str, page: object = None) -> HttpResponse:
    """Render a page that has the exit control."""
    return render(request, template, {"page": page, "exit_to": settings.EXIT_URL})
