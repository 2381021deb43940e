"""Reading about people and their keys.

Who may ask is decided at the door (`audience.py`); what a person may see of a group's work is records/groups.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from dueregard.foundation.accounts.gateways.sealed_secrets import KeyIsGone
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


WRONG = {"refuse_sign_in": "password", "refuse_code": "code"}
TELL = "change your password and tell an administrator."


def with_second_factor(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Return the persons, each with `shows_key`: what `has_second_factor` says, without a query of its own."""
    keys = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return persons.annotate(shows_key=Exists(keys))


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
        codes_left=sum(_codes_left(key) for key in recovery),
    )


def _codes_left(key: Authenticator) -> int:
    """Count the recovery codes that still work; without the key that seals them, none does."""
    try:
        return len(key.wrap().get_unused_codes())
    except KeyIsGone:
        return 0


def wrong_tries(person: Person) -> str:
    """Say how often a wrong password or code was tried since this person last signed in; empty if never."""
    acts = Act.objects.filter(on_kind=person._meta.label_lower, on_id=str(person.pk))
    last = acts.filter(did="sign_in").aggregate(at=Max("at"))["at"]
    since = acts.filter(at__gt=last) if last else acts
    counts = dict(since.filter(did__in=WRONG).values_list("did").annotate(Count("pk")).order_by())
    said = [
        f"{counts[did]} wrong {one if counts[did] == 1 else one + 's'}" for did, one in WRONG.items() if did in counts
    ]
    if not said:
        return ""
    return (
        f"Since you last signed in, someone entered {' and '.join(said)} for your account. If that was not you, {TELL}"
    )
