"""Sessions compared by what is claimed in them: where, by which bodies and firms, since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.parts.training.access import claims_of
from dueregard.parts.training.models import Claim, Statement
from dueregard.parts.training.queries.statements import StatementLine, own_line
from dueregard.rules.training.comparing import Compared, Said, compared

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in the list."""

    words: str
    href: str
    group: str
    compared: Compared


@dataclass(frozen=True, slots=True)
class ClaimList:
    """A page of the list."""

    lines: tuple[ClaimLine, ...]
    list: ListPage  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement of the claim, with the session in which it was made."""

    statement: StatementLine
    session: str
    session_path: str
    provider: str
    where: str
    on: date
    is_first: bool


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The page of a claim, the earliest statement first."""

    claim: Claim
    compared: Compared
    lines: tuple[SaidLine, ...]


def claim_list(person: Person, *, number: str) -> ClaimList:
    """Return the claims of this person's groups. Three queries."""
    page = Paginator(claims_of(person), A_PAGE).get_page(number)
    claims = list(page.object_list)
    said: dict[object, list[Statement]] = defaultdict(list)
    for one in Statement.objects.filter(claim__in=claims).select_related("session__body"):
        said[one.claim_id].append(one)
    lines = tuple(
        ClaimLine(one.words, one.get_absolute_url(), one.group.name, _compared(said[one.pk])) for one in claims
    )
    return ClaimList(lines, page)


def claim_page(claim: Claim) -> ClaimPage:
    """Return the page of a claim. One query."""
    related = ("session__body", "document", "passage__document", "claim")
    rows = list(claim.statements.select_related(*related).order_by("session__held_on", "made_at", "pk"))
    earliest = rows[0].session.held_on if rows else None
    lines = tuple(
        SaidLine(
            statement=own_line(one, None),
            session=one.session.title,
            session_path=f"{one.session.get_absolute_url()}#{one.anchor}",
            provider=one.session.provider,
            where=one.session.body.name if one.session.body else "",
            on=one.session.held_on,
            is_first=one.session.held_on == earliest,
        )
        for one in rows
    )
    return ClaimPage(claim, _compared(rows), lines)


def _compared(statements: Iterable[Statement]) -> Compared:
    return compared(
        Said(
            session=str(one.session_id),
            provider=one.session.provider,
            where=one.session.body.name if one.session.body else "",
            on=one.session.held_on,
        )
        for one in statements
    )
