"""Seals what code apps and recovery codes were kept with before the site sealed them. Safe to run twice."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from dueregard.foundation.accounts.gateways.sealed_secrets import is_sealed, seal

FIELDS = ("secret", "seed")


def seal_secrets() -> int:
    """Seal each secret that lies open in the database. Returns how many."""
    sealed = 0
    with transaction.atomic():
        for one in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            open_ones = {name: one.data[name] for name in FIELDS if name in one.data and not is_sealed(one.data[name])}
            if open_ones:
                one.data |= {name: seal(text) for name, text in open_ones.items()}
                one.save(update_fields=["data"])
                sealed += 1
    return sealed
