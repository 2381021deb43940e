"""Other signatories that may be the same organisation, or one that passes itself off as another. People decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from dueregard.foundation.mail.gateways.dns import registrable_domain
from dueregard.parts.pledge.models import Signatory


@dataclass(frozen=True, slots=True)
class Alike:
    """One of them, and in what it is alike."""

    href: str
    name: str
    tone: str
    words: str
    why: str


def alike(signatory: Signatory) -> tuple[Alike, ...]:
    """Return those with the same name or domain, ten at most. One query."""
    wanted = Q(name_key=signatory.name_key)
    root = registrable_domain(signatory.domain) if signatory.domain else ""
    if root:
        wanted |= Q(domain=root) | Q(domain__endswith=f".{root}")
    found = Signatory.objects.filter(wanted).exclude(pk=signatory.pk).order_by("name", "pk")[:10]
    return tuple(
        Alike(one.get_absolute_url(), one.name, one.stands.tone, one.stands.words, _why(signatory, one))
        for one in found
    )


def _why(signatory: Signatory, other: Signatory) -> str:
    same_name = other.name_key == signatory.name_key
    if same_name and other.domain == signatory.domain:
        return "the same name and domain"
    if same_name:
        return "the same name"
    return "the same domain" if other.domain == signatory.domain else "a domain of the same owner"
