"""Adding a second factor: the choice, the code app with its square, the passkey.

Showing a factor, removing one and recovery codes are allauth's views; when one is asked for is `middleware.py`.
"""

from typing import Any

import qrcode
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.forms import AddPasskeyForm
from dueregard.foundation.accounts.queries import has_second_factor
from dueregard.foundation.accounts.requests import SignedInRequest


@open_to(Audience.OWN_KEYS)
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Ask somebody who has none which second factor they want."""
    if has_second_factor(request.person):
        return redirect("mfa_index")
    return render(request, "accounts/second_factor.html")


class AddCodeApp(ActivateTOTPView):  # type: ignore[misc]
    """allauth's view, with the square drawn into the page: the content policy lets no image come as data."""

    template_name = "accounts/code_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the square, and the secret in groups of four letters."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        words = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return {**context, "square": square_of(context["totp_url"]), "secret_in_fours": words}


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """allauth's view, asking for a passkey unless a plain key is wanted."""

    template_name = "accounts/passkey.html"
    form_class = AddPasskeyForm
    initial = {"passwordless": True, "name": "This device"}


add_code_app = open_to(Audience.OWN_KEYS)(AddCodeApp.as_view())
add_passkey = open_to(Audience.OWN_KEYS)(AddPasskey.as_view())


def square_of(words: str) -> dict[str, Any]:
    """Return a QR code as its width in cells and the path of the dark ones, for an SVG inside the page."""
    code = qrcode.QRCode(border=4)
    code.add_data(words)
    cells = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(cells) for x, is_dark in enumerate(row) if is_dark)
    return {"width": len(cells), "path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)}
