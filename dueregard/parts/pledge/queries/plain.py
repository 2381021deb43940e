"""Signatories for everyone as data: rows of a table, plain values in the words of schema.org, lines of a feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.feeds.queries import FeedLine
from dueregard.parts.pledge.access import shown
from dueregard.parts.pledge.models import Adoption, Line, Proof, Signatory
from dueregard.parts.pledge.queries.principles import Principle, principles, titles_of
from dueregard.parts.pledge.queries.rows import with_decisions
from dueregard.rules.pledge.standing import Event, counted
from dueregard.rules.text.domain_names import shown_domain

FEED_LINES = 100
COLUMNS = (
    "Organisation", "Sort", "Area", "Domain", "Stands", "Counted", "Principles", "Reservation", "Who decided",
    "Decided on", "Minute", "Proved by", "Listed on", "Renew by", "Grace until", "Page",
)  # fmt: skip


def plain_rows() -> Iterator[tuple[str, ...]]:
    """Yield every signatory that is or was listed as a row of a table, under `COLUMNS`."""
    known = principles()
    for one in _all():
        last, proven = _last(one), _proven(one)
        yield (
            one.name, one.sort_label, one.area.name if one.area else "", one.domain, one.stands.words,
            "yes" if _is_counted(one) else "no", "; ".join(titles_of(last.principles, known)) if last else "",
            last.reservation if last else "", last.maker_label if last else "",
            last.decided_on.isoformat() if last else "", last.minute_url if last else "",
            "; ".join(proof.label for proof in proven), _day(one.listed_at),
            one.renew_by.isoformat() if one.renew_by else "", one.grace_until.isoformat() if one.grace_until else "",
            _address(one),
        )  # fmt: skip


def plain_signatories() -> Iterator[dict[str, Any]]:
    """Yield every signatory that is or was listed as plain values."""
    known = principles()
    for one in _all():
        yield as_plain(one, known)


def plain_signatory(signatory: Signatory) -> dict[str, Any]:
    """Return one signatory as plain values. Four queries."""
    one = with_decisions(shown().filter(pk=signatory.pk)).get()
    return {"@context": "https://schema.org", **as_plain(one, principles())}


def as_plain(one: Signatory, known: tuple[Principle, ...]) -> dict[str, Any]:
    """Return a signatory with what `with_decisions` brings along; keys with @ and Organization are of schema.org."""
    last = _last(one)
    return {
        "@type": "Organization",
        "@id": _address(one),
        "name": one.name,
        "url": f"https://{one.domain}/" if one.domain else None,
        "areaServed": one.area.name if one.area else None,
        "sort": one.sort_label,
        "domain": shown_domain(one.domain) or None,
        "stands": one.state,
        "counted": _is_counted(one),
        "principles": list(titles_of(last.principles, known)) if last else [],
        "reservation": last.reservation or None if last else None,
        "decided_by": last.maker_label if last else None,
        "decided_on": last.decided_on.isoformat() if last else None,
        "minute": last.minute_url or None if last else None,
        "proofs": [
            {"kind": proof.kind, "looked_on": _day(proof.looked_at) or None, "held_on": _day(proof.held_at) or None}
            for proof in _proven(one)
        ],
        "listed_on": _day(one.listed_at) or None,
        "renew_by": one.renew_by.isoformat() if one.renew_by else None,
        "grace_until": one.grace_until.isoformat() if one.grace_until else None,
        "page": _address(one),
    }


def feed_lines() -> list[FeedLine]:
    """Return the newest that everyone may read about signatories. One query."""
    events = [one.value for one in Event if one.is_for_everybody]
    lines = Line.objects.filter(signatory__in=shown(), event__in=events).select_related("signatory")
    return [_of_line(line) for line in lines.order_by("-at", "-pk")[:FEED_LINES]]


def _of_line(line: Line) -> FeedLine:
    address = _address(line.signatory)
    title = f"{line.signatory.name}: {line.label.lower()}"
    return FeedLine(f"{address}#line-{line.pk}", title, line.words or title, address, line.at.astimezone(UTC))


def _all() -> Iterator[Signatory]:
    ordered: QuerySet[Signatory] = with_decisions(shown().order_by("name", "pk"))
    return ordered.iterator(chunk_size=500)


def _last(one: Signatory) -> Adoption | None:
    seen: list[Adoption] = one.seen  # type: ignore[attr-defined]  # brought along by with_decisions
    return seen[0] if seen else None


def _proven(one: Signatory) -> list[Proof]:
    proven: list[Proof] = one.proven  # type: ignore[attr-defined]  # brought along by with_decisions
    return proven


def _is_counted(one: Signatory) -> bool:
    return counted([one.stands]) == 1


def _day(at: datetime | None) -> str:
    return localdate(at).isoformat() if at else ""


def _address(one: Signatory) -> str:
    return f"{settings.PUBLIC_URL}{one.public_path()}"
