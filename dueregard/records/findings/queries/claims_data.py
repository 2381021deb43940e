"""Public claims as data to take away: a line each, with its source, its day, how sure it is, and what the body says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.feeds.queries import FeedLine
from dueregard.records.bodies.access import body_shown
from dueregard.records.findings.access import public_questions_of, shown_findings
from dueregard.records.findings.models import Finding
from dueregard.records.findings.queries.finding_page import WITH, FindingLine, line_of
from dueregard.records.findings.queries.places import may_show, public_places
from dueregard.rules.text.csv_cells import safe_cell

AT_ONCE = 300
IN_A_FEED = 50
HEADS = (
    *(
        "question",
        "question_key",
        "question_version",
        "body",
        "body_slug",
        "kind",
        "nation",
        "area_code",
        "body_closed_on",
    ),
    *("answer", "as_of", "state", "confidence", "how", "found_on"),
    *("source", "source_link", "words", "body_says", "body_says_on", "page"),
)
ABOUT = "Claims about public bodies, each with its source. Two people read each, or a third decided between two."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the data is narrowed to; what is empty narrows nothing."""

    question: str = ""
    body: str = ""


def wanted_claims(wanted: Wanted) -> QuerySet[Finding]:
    """Return the public findings that are wanted. Raises: Http404 for a body that is not in the register"""
    found = shown_findings().select_related(*WITH)
    if wanted.question:
        found = found.filter(question__in=public_questions_of(wanted.question))
    if wanted.body:
        found = found.filter(body=body_shown(None, wanted.body, localdate()))
    return found


def rows(wanted: Wanted, today: date) -> Iterator[dict[str, Any]]:
    """Yield each claim as plain values. Four queries for every few hundred."""
    found = wanted_claims(wanted).order_by("question__made_at", "question", "body__name", "pk")
    some: list[Finding] = []
    for one in found.iterator(chunk_size=AT_ONCE):
        some.append(one)
        if len(some) == AT_ONCE:
            yield from _plain(some, today)
            some = []
    yield from _plain(some, today)


def as_csv(wanted: Wanted, today: date) -> Iterator[str]:
    """Yield the lines of a table."""
    yield "\ufeff" + _line(HEADS)  # so that a spreadsheet reads it as UTF-8
    for row in rows(wanted, today):
        yield _line([safe_cell(str(row[head] or "")) for head in HEADS])


def feed_lines(wanted: Wanted, today: date) -> list[FeedLine]:
    """Return the newest claims as lines of a feed. At most seven queries."""
    newest = list(wanted_claims(wanted).order_by("-found_at", "pk")[:IN_A_FEED])
    return [
        FeedLine(
            key=f"{settings.PUBLIC_URL}{line.path}",
            title=f"{line.body}: {line.question} {line.value}",
            says=". ".join(part for part in (line.quote, line.source, _since(line)) if part),
            url=f"{settings.PUBLIC_URL}{line.path}",
            at=line.at,
        )
        for _, line in _lines(newest, today)
    ]


def _plain(findings: list[Finding], today: date) -> Iterator[dict[str, Any]]:
    return (told for _, told in rows_of(findings, today))


def rows_of(findings: list[Finding], today: date) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """Yield those of some findings that everyone may follow, each with its plain values. Three queries."""
    for one, line in _lines(findings, today):
        says = line.says
        yield (
            one,
            {
                "question": line.question,
                "question_key": one.question.public_key,
                "question_version": one.question.version,
                "body": line.body,
                "body_slug": one.body.slug,
                "kind": one.body.kind,
                "nation": one.body.nation,
                "area_code": one.body.area_code,
                "body_closed_on": line.body_ended.isoformat() if line.body_ended else None,
                "answer": line.value,
                "as_of": line.since.on.isoformat() if line.since.on else None,
                "state": line.age.value,
                "confidence": line.sure,
                "how": line.how,
                "found_on": localdate(line.at).isoformat(),
                "source": line.source,
                "source_link": _whole(line.href),
                "words": line.quote,
                "body_says": f"{says.told}. {says.says}".strip() if says else None,
                "body_says_on": localdate(says.at).isoformat() if says else None,
                "page": _whole(line.path),
            },
        )


def _lines(findings: list[Finding], today: date) -> Iterator[tuple[Finding, FindingLine]]:
    places = public_places(findings)
    for one in findings:
        if may_show(one, places.get(one.pk)):
            yield one, line_of(one, places.get(one.pk), is_own=False, today=today)


def _since(line: FindingLine) -> str:
    return f"As of {line.since.on.day} {line.since.on:%B %Y}, {line.sure}" if line.since.on else line.sure


def _whole(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path


def _line(cells: Any) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
