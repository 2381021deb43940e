"""What the groups of a network read of an adopted text: all of it, with how the vote went."""

from __future__ import annotations

from dueregard.parts.branch.access import own_texts
from dueregard.parts.branch.models import AdoptedText, NetworkText
from dueregard.rules.branch.motions import Outcome, result_words
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.wiring.network_kind import NetworkKind, Told


def told(text: AdoptedText) -> Told:
    """Return who voted on it and how, and its words as amended, or else as proposed."""
    result = result_words(Outcome(text.outcome), text.votes_for, text.votes_against, text.abstained)
    facts = (text.assembly, day_words(text.decided_on) if text.decided_on else "", result, text.credit)
    href = text.get_absolute_url() if text.shared_at else ""
    return Told(text.title, tuple(filter(None, facts)), text.amended or text.proposed, href)


KIND = NetworkKind("text", "motion or policy", "motions and policies", NetworkText, own_texts, told)
