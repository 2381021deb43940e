"""What rules sorted this week without a person: a sample to check, and how often people found the rules right."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import messages_of
from dueregard.parts.foi.models import Correspondence

WEEK = timedelta(days=7)
SAMPLE = 20
BEGINNING = 600  # characters of a letter shown; such a letter is short


@dataclass(frozen=True, slots=True)
class SortedLetter:
    """One letter that a rule sorted, with why."""

    message: Correspondence
    begins: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleToCheck:
    """The letters to look at, how many were sorted this week, and what people have said so far."""

    letters: tuple[SortedLetter, ...]
    this_week: int
    checked: int
    right: int


def waiting_to_be_checked(person: Person, today: date) -> QuerySet[Correspondence]:
    """Return what rules sorted today or in the seven days before, and nobody has looked at since."""
    return messages_of(person).filter(sorted_by_rule=True, rule_checked_at=None, created_at__gte=_week_before(today))


def sample_to_check(person: Person, now: datetime) -> SampleToCheck:
    """Return up to twenty of them. Three queries; the ids are random, so their order is a fair sample."""
    today = timezone.localdate(now)
    counts = messages_of(person).aggregate(
        week=Count("pk", filter=Q(sorted_by_rule=True, created_at__gte=_week_before(today))),
        checked=Count("pk", filter=Q(rule_was_right__isnull=False)),
        right=Count("pk", filter=Q(rule_was_right=True)),
    )
    letters = waiting_to_be_checked(person, today).select_related("case__body", "case__campaign").order_by("pk")
    return SampleToCheck(
        letters=tuple(
            SortedLetter(message, " ".join(message.text.split())[:BEGINNING], tuple(message.reasons))
            for message in letters[:SAMPLE]
        ),
        this_week=counts["week"],
        checked=counts["checked"],
        right=counts["right"],
    )


def _week_before(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today - WEEK, time.min))
