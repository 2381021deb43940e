"""How bodies like one answered the same question: same version, same kind, same nation, and not out of date."""

from datetime import date

from django.db.models import F, Q, QuerySet

from dueregard.records.findings.access import public_questions_of, shown_findings
from dueregard.records.findings.models import Finding, Question
from dueregard.rules.findings.ageing import first_current
from dueregard.rules.findings.likeness import Compared, compared
from dueregard.rules.law.laws import BodyKind, Nation

MOST_VALUES = 12  # of numbers and words there may be as many answers as bodies


def alike(finding: Finding, today: date) -> Compared:
    """Return the answers of the other bodies that may be compared, with this one's. Two queries."""
    question, body = finding.question, finding.body
    of_key = public_questions_of(question.public_key)
    found = not_old(shown_findings().filter(question__in=of_key), question, today).filter(
        body__kind=body.kind, body__nation=body.nation
    )
    open_now = found.filter(Q(body__closed_on__isnull=True) | Q(body__closed_on__gt=today))
    one_each = dict(open_now.order_by(F("true_on").asc(nulls_first=True), "found_at").values_list("body", "value"))
    together = compared(one_each.values())
    return together if len(together.counts) <= MOST_VALUES else Compared((), 0)


def alike_words(finding: Finding) -> str:
    """Return which bodies are compared."""
    return f"{BodyKind(finding.body.kind).label}, {Nation(finding.body.nation).label}"


def not_old(findings: QuerySet[Finding], question: Question, today: date) -> QuerySet[Finding]:
    """Leave out what is older than twice the age that its question allows."""
    if question.allowed_months is None:
        return findings
    return findings.filter(Q(true_on__isnull=True) | Q(true_on__gte=first_current(today, 2 * question.allowed_months)))
