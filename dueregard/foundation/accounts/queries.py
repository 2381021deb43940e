"""Reading about people and their keys.

Who may ask is decided at the door (`audience.py`); what a person may see of a group's work is records/groups.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from dueregard.foundation.accounts.models import Person

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(person: Person) -> bool:
    """Tell whether the person has a passkey or a code app. Recovery codes alone are none."""
    found: bool = Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists()
    return found


def administrator_exists() -> bool:
    """Tell whether somebody can sign in who runs the site."""
    return Person.objects.filter(is_administrator=True, is_active=True).exists()


@dataclass(frozen=True, slots=True)
class Keys:
    """What a person signs in with, as their own page says it."""

    passkeys: int
    has_code_app: bool
    codes_left: int


def keys_of(person: Person) -> Keys:
    """Return a person's keys in one query."""
    keys = list(Authenticator.objects.filter(user=person))
    recovery = [key for key in keys if key.type == Authenticator.Type.RECOVERY_CODES]
    return Keys(
        passkeys=sum(key.type == Authenticator.Type.WEBAUTHN for key in keys),
        has_code_app=any(key.type == Authenticator.Type.TOTP for key in keys),
        codes_left=sum(len(key.wrap().get_unused_codes()) for key in recovery),
    )
