"""What is shown before one act in many cases: which fit, which do not and why, and how the first letter will read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from dueregard.foundation.packs.queries import NoSuchLetter
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.addresses import next_addresses
from dueregard.parts.foi.queries.halves import QUEUED
from dueregard.parts.foi.queries.letters import filled_letter
from dueregard.parts.foi.queries.planned import why_not_planned
from dueregard.parts.foi.queries.public_look import PublicLook, public_looks
from dueregard.parts.foi.queries.rows import CHASED, offers_of
from dueregard.records.bodies.queries.address_doubts import AddressDoubt, address_doubts
from dueregard.rules.casework.events import Phase
from dueregard.rules.casework.left_out import left_out_words
from dueregard.rules.casework.steps import PATIENCE
from dueregard.rules.casework.wording import FilledLetter, MissingFact, UnknownPlaceholders

ON_ITS_WAY = "A letter to them is waiting to be sent."
GAP = "[what you write above]"
LOOKED_THROUGH = 100  # cases whose letters are looked through on one page; each of the others has its own


class ManyAct(StrEnum):
    """The acts."""

    REMIND = "remind"
    CLARIFY = "clarify"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Ready:
    """A case in which the act would be done."""

    pk: str
    body: str
    href: str
    to: str
    look: PublicLook | None = None  # before publishing: what is left out of it, and what is not and looks like a person


@dataclass(frozen=True, slots=True)
class ManyPage:
    """The check before an act. `seen` stands for the cases and addresses shown: it changes when they do."""

    campaign: Campaign
    act: ManyAct
    ready: tuple[Ready, ...]
    left_out: tuple[str, ...]
    letter: FilledLetter | None
    missing: str
    seen: str
    doubts: tuple[AddressDoubt, ...]


def many_page(campaign: Campaign, act: ManyAct, *, typed: str, now: datetime) -> ManyPage:
    """Return the check. At most twelve queries, however many cases."""
    cases = list(campaign.cases.select_related("body", "campaign", "group").order_by("body__name", "pk"))
    fitting, left_out = [], []
    queued = Correspondence.objects.filter(case__campaign=campaign, outgoing__state__in=QUEUED)
    on_their_way = set(queued.values_list("case_id", flat=True))
    for case in cases:
        is_busy = case.pk in on_their_way and act is not ManyAct.PUBLISH
        why = ON_ITS_WAY if is_busy else why_not(case, act, now)
        if why:
            left_out.append((case.body.name, why))
        else:
            fitting.append(case)
    steps = [] if act is ManyAct.PUBLISH else [(case, _step(case, act, now)) for case in fitting]
    addresses = next_addresses(steps)
    letter, missing = _letter(fitting, act, typed, now)
    looks = public_looks(fitting[:LOOKED_THROUGH], now=now) if act is ManyAct.PUBLISH else {}
    return ManyPage(
        campaign=campaign,
        act=act,
        ready=tuple(
            Ready(
                str(case.pk),
                case.body.name,
                case.get_absolute_url(),
                addresses.get(case.pk, ""),
                looks.get(case.pk),
            )
            for case in fitting
        ),
        left_out=left_out_words(left_out),
        letter=letter,
        missing=missing,
        seen=seen_of(fitting, addresses),
        doubts=address_doubts(
            group=campaign.group, wanted={case.body_id: addresses[case.pk] for case, _ in steps if addresses[case.pk]}
        ),
    )


def why_not(case: Case, act: ManyAct, now: datetime) -> str:
    """Return why the act is not for this case, as a sentence; nothing if it is."""
    if act is ManyAct.PUBLISH:
        return why_not_planned(case)
    if case.phase == Phase.PREPARING:
        return "They have not been asked yet."
    if case.unsorted:
        return "A reply is waiting to be sorted."
    if act is ManyAct.CLARIFY:
        return "" if case.phase == Phase.CLARIFYING else "They have not asked us to clarify."
    if any(offer.step in CHASED for offer in offers_of(case, timezone.localdate(now))):
        return ""
    return f"They are not late, or were reminded in the last {PATIENCE.days} days."


def seen_of(cases: Sequence[Case], addresses: Mapping[UUID, str]) -> str:
    """Return what stands in a form for these cases, and for where the letters would go."""
    told = sorted(f"{case.pk.hex} {addresses.get(case.pk, '')}" for case in cases)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def _step(case: Case, act: ManyAct, now: datetime) -> Step:
    """Return which letter goes in a case that fits."""
    if act is ManyAct.CLARIFY:
        return Step.CLARIFICATION
    offers = offers_of(case, timezone.localdate(now))
    return next(Step(offer.step.value) for offer in offers if offer.step in CHASED)


def _letter(cases: Sequence[Case], act: ManyAct, typed: str, now: datetime) -> tuple[FilledLetter | None, str]:
    if not cases or act is ManyAct.PUBLISH:
        return None, ""
    step = _step(cases[0], act, now)
    try:
        words = (typed or GAP) if act is ManyAct.CLARIFY else ""
        return filled_letter(cases[0], step, now=now, typed=words), ""
    except (NoSuchLetter, MissingFact, UnknownPlaceholders) as refusal:
        return None, str(refusal)
