"""What a network reads of a claim: question, answer, day. Its source stays with the group until all may read it."""

from __future__ import annotations

from dueregard.records.findings.access import claims_kept_by
from dueregard.records.findings.models import Finding, NetworkClaim
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.wiring.network_kind import NetworkKind, Told


def told(finding: Finding) -> Told:
    """Return the answer; the page with its source only where everybody may open that."""
    facts = [finding.body.name, f"Answer: {finding.value}"]
    if finding.true_on:
        facts.append(f"true on {day_words(finding.true_on)}")
    href = finding.get_absolute_url() if finding.question.is_public else ""
    return Told(finding.question.text, tuple(facts), href=href)


KIND = NetworkKind(
    "claim", "claim", "claims", NetworkClaim, claims_kept_by, told, "question__group", ("question", "body")
)
