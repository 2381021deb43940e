"""What everybody may know of a body, as sentences for a motion or letter, each with where it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.letters.queries.models import has_models
from dueregard.records.bodies.models import Body
from dueregard.records.findings.queries.finding_page import FindingLine, newest_about
from dueregard.records.history.queries import HistoryLine, history_of
from dueregard.rules.findings.ageing import Age
from dueregard.rules.findings.answers import NOT_STATED
from dueregard.rules.letters.languages import short_date
from dueregard.rules.letters.wording import Clause, Fact
from dueregard.rules.wiring.body_piece import BodyPiece

MOST_OF_EACH = 8


@dataclass(frozen=True, slots=True)
class Known:
    """One thing on record about a body. `key` names it in a form."""

    key: str
    says: str
    source: str
    clause: Clause


def known_about(body: Body, today: date) -> list[Known]:
    """Return what visitors can follow to its source: findings first, then what happened. At most five queries."""
    lines = newest_about([body.pk], None, most=MOST_OF_EACH, today=today)
    found = [_of_finding(line) for line in lines if line.quote and line.value != NOT_STATED and line.age is not Age.OLD]
    happened = [_of_history(line) for line in history_of(body, None, limit=MOST_OF_EACH) if line.path]
    return [*found, *happened]


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return the way from a body's page to a motion or letter about it."""
    return (BodyPiece(25, "letters/about_body.html", None),) if has_models() and body.is_open_on(today) else ()


def _of_finding(line: FindingLine) -> Known:
    says = f"{line.question} {line.value[:1].upper()}{line.value[1:]}. Its own words: “{line.quote}”"
    on = line.published_on.isoformat() if line.published_on else ""
    return _known(f"finding:{line.path}", says, line.source, line.href, on)


def _of_history(line: HistoryLine) -> Known:
    day = timezone.localdate(line.at)
    says = f"{short_date(day)}: {line.says.rstrip('.')}."
    return _known(f"history:{line.at.isoformat()}:{line.kind}", says, "Published record of the request", line.path, "")


def _known(key: str, says: str, source: str, path: str, on: str) -> Known:
    words = " ".join(says.split())
    url = f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path
    return Known(key, words, source, Clause(f"{words}[^here]", {"here": Fact(source, url, on)}))
