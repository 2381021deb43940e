"""What allauth asks the house: nobody signs up, redirects stay on this site, changed keys are written to the audit.

Who may open which of allauth's pages is `audience.py`; invitations are `actions/invite.py`.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from dueregard.foundation.accounts.gateways.sealed_secrets import seal, unseal
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.queries import with_second_factor, wrong_tries
from dueregard.foundation.audit.actions import record_act
from dueregard.rules.text.guessable import is_guessable
from dueregard.rules.text.lines import one_line

# allauth announces these by mail; people here need no address, so the audit is told instead.
CHANGED_KEYS = {
    "mfa/email/totp_activated": "add_code_app",
    "mfa/email/totp_deactivated": "remove_code_app",
    "mfa/email/webauthn_added": "add_passkey",
    "mfa/email/webauthn_removed": "remove_passkey",
    "mfa/email/recovery_codes_generated": "make_recovery_codes",
    "account/email/password_changed": "change_password",
}
ADDED_KEYS = {"add_code_app", "add_passkey"}
OWN_WORDS = ("dueregard", "regard", "prevent", "password", "campaign")  # with those of the site's name and host
EASILY_GUESSED = (
    "This password is easily guessed: it is a common one with digits around it, repeats itself, or is made of the name "
    "of this site. Choose four or five random words."
)
WRONG_CODE = "That code is not right. Wait for your app to show the next one, and type it in before it changes."


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Loads the person of a session together with whether they have a second factor: each page asks for both."""

    def get_user(self, user_id: Any) -> Person | None:
        """Return the person, if their account is active."""
        person = with_second_factor(Person.objects.filter(pk=user_id)).first()
        return person if person and self.user_can_authenticate(person) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The house's answers."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "That name and password do not match. Check both and try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "rate_limited": "Too many tries. Wait a minute, then try again.",
        "incorrect_password": "That is not your password. Try again.",
        "incorrect_code": WRONG_CODE,
        "account_inactive": "This account has been closed. Ask an administrator of this site.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; people come by invitation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether a redirect stays on this site, over the same scheme."""
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Check a password. The name is folded as its column folds it, so that all its spellings share their tries."""
        if "username" in credentials:
            credentials["username"] = one_line(credentials["username"])
        person: Person | None = super().authenticate(request, **credentials)
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write to the audit that somebody tried a wrong password for a person; a name nobody has leaves no trace."""
        person = Person.objects.filter(username__iexact=credentials.get("username", "")).first()
        if person:
            record_act(by=None, did="refuse_sign_in", on=person, at=self._now())

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign the person in and write it to the audit."""
        wrong = wrong_tries(user)
        super().login(request, user)
        if wrong:
            messages.warning(request, wrong)
        record_act(by=user, did="sign_in", on=user, at=self._now())

    def logout(self, request: HttpRequest) -> None:
        """Write to the audit who signs out, then end the session."""
        if isinstance(request.user, Person):
            record_act(by=request.user, did="sign_out", on=request.user, at=self._now())
        super().logout(request)

    def send_notification_mail(self, template_prefix: str, user: Person, *args: Any, **kwargs: Any) -> None:
        """Write a change of keys to the audit. A key just added was shown in this very session."""
        did = CHANGED_KEYS.get(template_prefix)
        if did is None:
            return
        record_act(by=user, did=did, on=user, at=self._now())
        if did in ADDED_KEYS:
            record_authentication(self.request, user, method="mfa", type=did)

    def _now(self) -> datetime:
        now: datetime = self.request.now
        return now


class KeysAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The house's words about codes and passkeys."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def refuse_code(self, user: Person) -> None:
        """Write to the audit that a wrong code was typed for a person; they are told when they sign in."""
        record_act(by=None, did="refuse_code", on=user, at=self.request.now)

    def encrypt(self, text: str) -> str:
        """Return a code app's secret as the database may hold it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret itself. Raises: KeyIsGone"""
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """Return what a passkey is called when nobody says: what it was made on."""
        return "This device"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return how devices name this site when they ask whether to use a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}


class NotTheFirstToBeTried(CommonPasswordValidator):
    """Refuses a new password that somebody who knows this site, or has a list of common ones, would try first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Hold it against the list that Django ships and the site's own words. Raises: ValidationError"""
        host = (urlsplit(settings.PUBLIC_URL).hostname or "").split(".")
        own = (*OWN_WORDS, *settings.SITE_NAME.split(), *host)
        if is_guessable(password, common=self.passwords, own_words=own):
            raise ValidationError(EASILY_GUESSED, code="password_easily_guessed")

    def get_help_text(self) -> str:
        """Return nothing: the field says what to choose."""
        return ""


def sign_in_with_new_password(request: HttpRequest, person: Person) -> None:
    """Sign in somebody who chose their password a moment ago; it is not asked again before they add their first key."""
    AccountAdapter(request).login(request, person)
    record_authentication(request, person, method="password", reauthenticated=True)
