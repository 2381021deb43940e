"""Who may open an address. A view without a declared audience is closed to everybody.

This decides at the door only; which rows a person may see is decided in each app's `access.py`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who may open an address."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed_in"  # a person with a second factor
    ADMINISTRATOR = "administrator"
    DEVELOPMENT = "development"  # only while DUEREGARD_DEVELOPMENT is on
    OWN_KEYS = "own_keys"  # a person who showed their second factor, or who has none yet and is about to add one
    SHOWING_KEYS = "showing_keys"  # a person who gave their password and is about to show their second factor


# allauth's own addresses by name. What is not named here is closed: signing up, resetting a password by mail,
# e-mail addresses, trusted browsers, login by mailed code.
ALLAUTH_OPEN = {
    "account_login": Audience.EVERYBODY,
    "account_logout": Audience.EVERYBODY,
    "account_inactive": Audience.EVERYBODY,
    "mfa_authenticate": Audience.EVERYBODY,
    "mfa_login_webauthn": Audience.EVERYBODY,
    "account_reauthenticate": Audience.SHOWING_KEYS,
    "mfa_reauthenticate": Audience.SHOWING_KEYS,
    "mfa_reauthenticate_webauthn": Audience.SHOWING_KEYS,
    "account_change_password": Audience.OWN_KEYS,
    "mfa_index": Audience.OWN_KEYS,
    "mfa_activate_totp": Audience.OWN_KEYS,
    "mfa_deactivate_totp": Audience.OWN_KEYS,
    "mfa_list_webauthn": Audience.OWN_KEYS,
    "mfa_add_webauthn": Audience.OWN_KEYS,
    "mfa_edit_webauthn": Audience.OWN_KEYS,
    "mfa_remove_webauthn": Audience.OWN_KEYS,
    "mfa_view_recovery_codes": Audience.OWN_KEYS,
    "mfa_generate_recovery_codes": Audience.OWN_KEYS,
    "mfa_download_recovery_codes": Audience.OWN_KEYS,
}


def open_to(audience: Audience) -> Callable[[View], View]:
    """Declare who may open a view. AudienceMiddleware reads it; a house test asks every address for it."""

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare


def same_for_visitors(view: View) -> View:
    """Declare that every visitor is answered alike: the page may be kept whole and given again (foundation/ready).

    Such a view asks nothing of a request but its address, writes nothing, holds no form that carries a token, and rests
    on nothing but the database, the settings and the clock.
    """
    view.is_same_for_visitors = True  # type: ignore[attr-defined]
    return view


def is_same_for_visitors(view: Callable[..., Any]) -> bool:
    """Tell whether a view is so marked, and open to everybody."""
    return getattr(view, "is_same_for_visitors", False) and getattr(view, "audience", None) is Audience.EVERYBODY


def audience_of(view: Callable[..., Any], name: str | None) -> Audience | None:
    """Return who may open a view that is served under this name, or None when nobody said so: it is closed then."""
    declared = getattr(view, "audience", None)
    if isinstance(declared, Audience):
        return declared
    if view.__module__.startswith("allauth."):
        return ALLAUTH_OPEN.get(name or "")
    return None
