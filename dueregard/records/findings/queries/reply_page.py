"""The pages of the right of reply: what whoever holds a link sees, and what the group sees of links and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, QuerySet, When

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, Contact
from dueregard.records.findings.access import claims_of, links_of, statements_of
from dueregard.records.findings.models import Finding, ReplyLink, Statement
from dueregard.records.findings.queries.finding_page import WITH, FindingLine, public_lines
from dueregard.records.groups.access import is_caseworker
from dueregard.rules.findings.statements import Stance
from dueregard.rules.privacy.masking import mask, plural

MOST_LISTED = 100  # answers and links on the group's own page
CLAIMS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Answerable:
    """One claim on the page of a link."""

    pk: UUID
    line: FindingLine
    is_answered: bool


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """What whoever holds a link sees: the claims, and nothing else."""

    body: str
    group: str
    ends_at: datetime
    claims: tuple[Answerable, ...]
    left: int  # claims that are not answered yet, on whatever page
    page: Page[Finding]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What a body said, for the group."""

    pk: UUID
    body: str
    body_path: str
    claim: str
    claim_path: str  # empty when the claim was taken back
    told: str
    says: str
    at: datetime
    state: str
    state_words: str
    why_not: str
    looks_personal: str  # what in it looks like a personal detail, in words
    may_decide: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link that was sent."""

    pk: UUID
    body: str
    sent_to: str
    made_at: datetime
    ends_at: datetime
    words: str
    is_open: bool


def reply_page(link: ReplyLink, today: date, *, number: str = "1") -> ReplyPage:
    """Put together a page of an open link. Seven queries, however many claims."""
    claims = claims_of(link)
    page = Paginator(claims.select_related(*WITH), CLAIMS_A_PAGE).get_page(number)
    left = claims.filter(statement__isnull=True).count()
    return ReplyPage(
        link.body.name, link.group.name, link.ends_at, _answerable(list(page.object_list), today), left, page
    )


def claim_of(link: ReplyLink, pk: UUID, today: date) -> Answerable | None:
    """Return one claim that the holder of a link may answer, on whatever page it stands, or None. Three queries."""
    found = _answerable(list(claims_of(link).select_related(*WITH).filter(pk=pk)), today)
    return found[0] if found else None


def _answerable(findings: list[Finding], today: date) -> tuple[Answerable, ...]:
    lines = {line.path: line for line in public_lines(findings, today=today)}
    return tuple(
        Answerable(one.pk, lines[one.get_absolute_url()], getattr(one, "statement", None) is not None)
        for one in findings
        if one.get_absolute_url() in lines
    )


def contacts_to_ask(body: Body) -> QuerySet[Contact]:
    """Return the published addresses of a body that work."""
    return Contact.objects.usable().filter(body=body)


def statement_lines(person: Person) -> list[StatementLine]:
    """Return what bodies said about the claims of a person's groups, what waits first. Two queries."""
    first = Case(When(state=Statement.State.WAITING, then=0), default=1)
    said = statements_of(person).order_by(first, "-at", "pk")
    return [statement_line(one, person) for one in said[:MOST_LISTED]]


def statement_line(statement: Statement, person: Person) -> StatementLine:
    """Return one statement with what in it looks personal."""
    left_out = mask(statement.says).left_out if statement.says else {}
    return StatementLine(
        pk=statement.pk,
        body=statement.body.name,
        body_path=statement.body.get_absolute_url(),
        claim=statement.claim,
        claim_path=statement.finding.get_absolute_url() if statement.finding else "",
        told=Stance(statement.stance).told,
        says=statement.says,
        at=statement.at,
        state=statement.state,
        state_words=Statement.State(statement.state).label,
        why_not=statement.why_not,
        looks_personal=", ".join(
            f"{many} {plural(what) if many > 1 else what}" for what, many in sorted(left_out.items())
        ),
        may_decide=is_caseworker(person, statement.link.group),
    )


def link_lines(person: Person, now: datetime) -> list[LinkLine]:
    """Return the newest links of a person's groups. One query."""
    return [
        LinkLine(one.pk, one.body.name, one.sent_to, one.made_at, one.ends_at, _words(one, now), one.is_open(now))
        for one in links_of(person)[:MOST_LISTED]
    ]


def _words(link: ReplyLink, now: datetime) -> str:
    if link.withdrawn_at:
        return "withdrawn"
    if link.used_at:
        return "used"
    return "works" if link.is_open(now) else "ended unused"
