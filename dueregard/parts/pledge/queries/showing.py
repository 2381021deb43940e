"""What a signatory on the list can put on its website: the badge, the pledge in three lengths, a certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.parts.pledge.models import Signatory
from dueregard.parts.pledge.queries.principles import principles
from dueregard.rules.pledge.showing import Length, Shown, badge_svg, badge_words, certificate, lengths, snippet
from dueregard.rules.pledge.standing import NotPossible
from dueregard.rules.text.lines import writable

PICTURE = "/pledge-badge.svg"


@dataclass(frozen=True, slots=True)
class ShowPage:
    """What there is to put on one's own website."""

    signatory: Signatory
    link: str
    words: str
    snippet: str
    picture: str
    lengths: tuple[Length, ...]


def shown_of(signatory: Signatory) -> Shown:
    """Return what is shown of a signatory that is on the list. Two queries. Raises: NotPossible"""
    last = signatory.adoptions.filter(seen_at__isnull=False).first()
    if last is None:
        raise NotPossible("Nobody has looked at what this signatory decided yet.")
    known = principles()
    return Shown(
        name=signatory.name,
        campaign=settings.SITE_NAME,
        decided_on=last.decided_on,
        maker=last.maker_label,
        principles=tuple((one.title, writable(one.text)) for one in known if one.slug in last.principles),
        is_all=all(one.slug in last.principles for one in known),
        reservation=writable(last.reservation),
        link=f"{settings.PUBLIC_URL}{reverse('pledge:by_code', args=[signatory.code])}",
    )


def show_page(signatory: Signatory) -> ShowPage:
    """Return the page. Two queries. Raises: NotPossible"""
    shown = shown_of(signatory)
    return ShowPage(
        signatory=signatory,
        link=shown.link,
        words=badge_words(shown),
        snippet=snippet(shown, PICTURE),
        picture=PICTURE,
        lengths=lengths(shown),
    )


def badge(signatory: Signatory) -> str:
    """Return the badge. Raises: NotPossible"""
    return badge_svg(shown_of(signatory))


def certificate_values(signatory: Signatory) -> dict[str, Any]:
    """Return what the certificate says. Three queries. Raises: NotPossible"""
    shown = shown_of(signatory)
    assert signatory.listed_at is not None
    proofs = [one.label for one in signatory.proofs.all() if one.stands.counts]
    return certificate(shown, site=settings.PUBLIC_URL, listed_on=localdate(signatory.listed_at), proofs=proofs)
