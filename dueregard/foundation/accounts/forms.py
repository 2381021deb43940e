"""Checks what a person typed about themselves and their keys.

Whether a sign-in name is free, and whether a link is still open, is decided by the actions.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from dueregard.foundation.accounts.gateways.sealed_secrets import KeyIsGone
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line

SIGN_IN_NAME = RegexValidator(
    r"\A[a-zA-Z0-9][a-zA-Z0-9._-]*\Z", "Use letters, digits, full stops, hyphens and underscores, without spaces."
)


class PasswordField(forms.CharField):
    """A new password. It is shown as dots; the browser's own password keeper may fill it."""

    def __init__(self) -> None:
        super().__init__(
            label="Password",
            strip=False,
            help_text="At least 12 characters. Four or five random words are strong and easy to type.",
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        )


class NewPersonForm(forms.Form):
    """Who somebody new is: what they sign in with, and what colleagues see."""

    name = Line(
        label="Your name, as your group will see it",
        max_length=120,
        help_text="It does not have to be your legal name.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = Line(
        label="Choose a name to sign in with",
        max_length=60,
        validators=[SIGN_IN_NAME],
        help_text="For example, asha or asha.n. Capital letters make no difference.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField()

    def clean(self) -> dict[str, Any]:
        """Hold the password against the names, too."""
        cleaned: dict[str, Any] = super().clean() or {}
        password = cleaned.get("password")
        if password:
            person = Person(username=cleaned.get("username", ""), name=cleaned.get("name", ""))
            _check_password(self, password, person)
        return cleaned


class NewPasswordForm(forms.Form):
    """A new password for somebody who lost theirs."""

    password = PasswordField()

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Hold the password against the person's names."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "password" in cleaned:
            _check_password(self, cleaned["password"], self.person)
        return cleaned


class PersonForm(GuardedForm):
    """What a person says about themselves."""

    name = Line(label="Your name, as your group will see it", max_length=120)
    wants_digest = forms.BooleanField(label="Send me an e-mail with what is due and what is late", required=False)
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        help_text="Used for the digest and for nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an address when the digest is wanted."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("wants_digest") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter an e-mail address, or untick the digest.")
        return cleaned


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, or a key that only stands beside the password."""

    name = Line(label="Name for this passkey", required=False, max_length=60, help_text="For example: my phone.")
    passwordless = forms.BooleanField(
        label="Sign in with this passkey alone, without a password",
        required=False,
        help_text="Your device asks for its PIN, your fingerprint or your face. Untick this for a plain security key.",
    )


class ActsForm(forms.Form):
    """Which acts an administrator wants to read."""

    did = forms.ChoiceField(label="What", required=False)
    person = Line(label="Sign-in name", required=False, max_length=60)
    since_on = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [("", "everything"), *((kind, kind.replace("_", " ")) for kind in kinds)]
        self.fields["did"] = forms.ChoiceField(label="What", required=False, choices=chosen)


def _check_password(form: forms.Form, password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except forms.ValidationError as refused:
        form.add_error("password", refused)


CANNOT_CHECK = (
    "This site cannot check codes at the moment: its key for them is missing. Use a passkey if you have one, "
    "or ask an administrator to put the file codes-key back."
)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code, at the end of signing in. A wrong one is written down."""

    def clean_code(self) -> str:
        """Check the code. Raises: ValidationError"""
        return _checked(self.user, super().clean_code)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The same code, asked for again before something that needs it."""

    def clean_code(self) -> str:
        """Check the code. Raises: ValidationError"""
        return _checked(self.user, super().clean_code)


def _checked(user: Person, check: Callable[[], str]) -> str:
    try:
        return check()
    except KeyIsGone as gone:  # not the person's mistake: no wrong code is written down
        raise ValidationError(CANNOT_CHECK) from gone
    except ValidationError as refusal:
        if refusal.code == "incorrect_code":
            get_adapter().refuse_code(user)
        raise
