"""`{% kept "branch/step_text.html" text=step %}`: a piece of a page that is put together once for the same values.

Only for a piece that shows nothing but these values: no form with a token, no request, nothing that passes with the
clock. The values are frozen, and each piece is kept under all of them, so other words are another piece. It is for
what many pages show alike, menus and texts of a pack, never for what somebody wrote about somebody.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
KEPT = 500  # pieces


@register.simple_tag
def kept(name: str, **values: Any) -> SafeString:
    """Return the piece, made now or before. While developing it is made each time: templates change under our hands."""
    if settings.DEBUG:
        return render_to_string(name, values)
    return _made(name, get_language(), tuple(sorted(values.items())))


@lru_cache(maxsize=KEPT)
def _made(name: str, language: str | None, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(name, dict(values))
