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
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        # Whoever is signed in has forms here, which a browser sends with "Origin: null" under the stricter policy.
        response["Referrer-Policy"] = "same-origin" if getattr(request, "person", None) else "no-referrer"
        response["X-Robots-Tag"] = "noarchive"
        return response

    return answered


def render_quiet(request: HttpRequest, template: str, page: object = None) -> HttpResponse:
    """Render a page that has the exit control."""
    return render(request, template, {"page": page, "exit_to": settings.EXIT_URL})
