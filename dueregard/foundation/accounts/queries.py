"""Reading about people and their keys.

Who may ask is decided at the door (`audience.py`); what a person may see of a group's work is records/groups.
"""

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
