"""Keeps what somebody typed when their sign-in ran out before they saved: the same words, to be sent once more.

Only forms that edit a stored thing are kept (they say what was seen); none of them holds a password.
"""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

GUARD = "seen"
OWN_SITES = {"same-origin", "none"}


def is_kept(request: HttpRequest) -> bool:
    """Tell whether a request is an edit sent by a page of this very site. The browser says so; no page forges it."""
    return request.method == "POST" and GUARD in request.POST and _is_ours(request)


def send_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show what was typed, ready to be sent again. From elsewhere, or without such a form, it is simply refused.

    Django calls this when the token of a form is not that of the session: after somebody signed in anew.
    """
    if not is_kept(request):
        return render(request, "website/errors/403.html", status=403)
    fields = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    is_out = getattr(request, "person", None) is None
    sign_in = f"{reverse('account_login')}?{urlencode({'next': reverse('me')})}" if is_out else ""
    context = {"fields": fields, "address": request.get_full_path(), "sign_in": sign_in}
    return render(request, "accounts/send_again.html", context, status=403)


def _is_ours(request: HttpRequest) -> bool:
    if "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] in OWN_SITES
    sent_from = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return sent_from.netloc in {request.get_host(), urlsplit(settings.PUBLIC_URL).netloc}
