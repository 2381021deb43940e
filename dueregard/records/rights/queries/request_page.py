"""The pages on requests: the list with its days, and one request with its clock, what was found and what was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from dueregard.records.calendars.queries.in_force import current_holidays
from dueregard.records.rights.models import Erasure, KeptRow, Request
from dueregard.records.rights.queries.found import FoundRows, found_rows
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.rules.law.data_rights import Asked, Right, answer_by, last_day_to_extend
from dueregard.rules.law.deadline_facts import DueDate
from dueregard.rules.privacy.erasing import terms
from dueregard.rules.privacy.reasons import Reason

NOT_ASKED = frozenset({"rights.Request"})  # the request itself names the person


@dataclass(frozen=True, slots=True)
class Clock:
    """By when it must be answered (UK calendar date), how that was counted, and where the law says so."""

    on: date | None
    because: tuple[str, ...]
    source: str
    extend_by_on: date


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in the list."""

    request: Request
    clock: Clock


@dataclass(frozen=True, slots=True)
class Done:
    """One row that was erased or kept, and why."""

    one: str
    what: str
    why: str
    source: str
    is_clean: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request."""

    request: Request
    clock: Clock
    found: FoundRows
    kept_names: frozenset[str]
    done: tuple[Done, ...]


def clock_of(request: Request) -> Clock:
    """Return the clock of a request."""
    asked = Asked(request.received_on, request.asked_who_on, request.told_who_on, request.extended_on)
    counted = answer_by(asked, current_holidays())
    source = Right(request.right).source
    last = last_day_to_extend(request.received_on)
    if isinstance(counted, DueDate):
        return Clock(counted.on, counted.steps, source, last)
    return Clock(None, (counted.because,), source, last)


def request_lines() -> list[RequestLine]:
    """Return every request, those still open first, the oldest of them at the top."""
    rows = sorted(Request.objects.all(), key=lambda one: (one.state != Request.State.OPEN, one.received_on))
    return [RequestLine(one, clock_of(one)) for one in rows]


def request_page(request: Request) -> RequestPage:
    """Return one request, with everything that is found now."""
    kept = list(KeptRow.objects.filter(request=request))
    found = (
        found_rows(terms(request.terms), leave_out=NOT_ASKED) if request.state == Request.State.OPEN else FoundRows(())
    )
    return RequestPage(
        request=request,
        clock=clock_of(request),
        found=found,
        kept_names=frozenset(f"{kind}:{key}" for kind, key in KeptRow.objects.values_list("kind", "key")),
        done=(*_erased(request.erasures.all()), *_stays(kept)),
    )


def _erased(rows: Iterable[Erasure]) -> tuple[Done, ...]:
    return tuple(
        Done(
            one=_called(row.kind),
            what="Erased" if row.is_whole else "Name or address taken out",
            why=Reason(row.reason).label,
            source=Reason(row.reason).source,
            is_clean=row.cleaned_at is not None,
        )
        for row in rows
    )


def _stays(rows: Sequence[KeptRow]) -> tuple[Done, ...]:
    return tuple(Done(_called(row.kind), "Kept", Reason(row.why).label, Reason(row.why).source, True) for row in rows)


def _called(kind: str) -> str:
    kept = kept_by_model().get(kind)
    return kept.one if kept else str(apps.get_model(kind)._meta.verbose_name)
