"""Findings as their readers may follow them: each leads to its source, and says since when it is true.

Where everybody can read what a finding rests on, `places` says; what is too old, `rules/findings/ageing`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import passages_for
from dueregard.records.findings.access import findings_for_groups, member_of, shown_findings
from dueregard.records.findings.models import Finding, Question, Statement
from dueregard.records.findings.queries.places import Place, may_show, places_by, private_place, public_places
from dueregard.records.groups.access import AskedFor, is_member
from dueregard.rules.findings.ageing import Age, Confidence, Since, faded, since
from dueregard.rules.findings.statements import Stance

FINDINGS_A_PAGE = 50
WITH = ("question__group", "body", "passage__document__body", "source", "statement")


@dataclass(frozen=True, slots=True)
class BodySays:
    """What the body says about a claim, once a person has seen it."""

    told: str
    says: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with what it rests on, as its reader may follow it."""

    question: str
    body: str
    body_path: str
    value: str
    quote: str
    source: str
    href: str
    how: str
    at: datetime
    path: str
    is_public: bool  # everybody may follow it
    cell: str
    since: Since
    sure: str  # how sure it is today, in words
    picture: str = ""  # of the page on which everybody can read the words
    published_on: date | None = None
    is_elsewhere: bool = False  # the source is on another site
    copy: str = ""  # our own copy of that page
    says: BodySays | None = None
    body_ended: date | None = None  # the first day on which the body no longer exists, once it has come

    @property
    def age(self) -> Age:
        """How old it is beside what its question allows."""
        return self.since.age


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """The page of a question whose findings everybody may read."""

    text: str
    group: str
    key: str
    lines: tuple[FindingLine, ...]
    held_back: int  # findings whose documents are not public
    list: ListPage  # type: ignore[type-arg]


def finding_line(finding: Finding, person: Person | None, today: date) -> FindingLine | None:
    """Return a finding as this person may read it, or None when they may not follow it to its source."""
    is_own = is_member(person, finding.question.group_id)
    public = public_places([finding]).get(finding.pk)
    if not is_own and not may_show(finding, public):
        return None
    return line_of(finding, public, is_own=is_own, today=today)


def newest_about(bodies: Collection[UUID], person: Person | None, *, most: int, today: date) -> tuple[FindingLine, ...]:
    """Return the newest findings about bodies that this person may follow to their source. At most four queries."""
    newest = _newest(most).all(person, tuple(bodies))
    if not newest:
        return ()
    open_ids = {one.passage_id for one in newest if one.is_open}  # type: ignore[attr-defined]  # annotated below
    return _followed(newest, places_by(newest, open_ids), person, today)


@cache
def _newest(most: int) -> AskedFor[Finding]:
    is_open = Exists(passages_for(None).filter(pk=OuterRef("passage_id")))
    return AskedFor(
        lambda own, bodies: (
            findings_for_groups(own)
            .filter(body__in=bodies)
            .select_related(*WITH)
            .annotate(is_open=is_open)
            .order_by("-found_at", "pk")[:most]
        )
    )


def _followed(
    findings: Sequence[Finding], places: Mapping[UUID, Place], person: Person | None, today: date
) -> tuple[FindingLine, ...]:
    is_own = member_of(person)
    return tuple(
        line_of(one, places.get(one.pk), is_own=is_own(one), today=today)
        for one in findings
        if is_own(one) or may_show(one, places.get(one.pk))
    )


def public_question_page(question: Question, *, number: str, today: date) -> PublicQuestion:
    """Put together the public page of a question. Seven queries, however many findings there are."""
    shown = shown_findings().filter(question=question).select_related(*WITH).order_by("body__name", "pk")
    page = Paginator(shown, FINDINGS_A_PAGE).get_page(number)
    lines = public_lines(list(page.object_list), today=today)
    return PublicQuestion(
        text=question.text,
        group=question.group.name,
        key=question.public_key,
        lines=tuple(lines),
        held_back=question.findings.count() - page.paginator.count,
        list=page,
    )


def public_lines(findings: list[Finding], *, today: date) -> list[FindingLine]:
    """Return those of these findings of public questions that everybody may follow. At most three queries."""
    places = public_places(findings)
    return [
        line_of(one, places.get(one.pk), is_own=False, today=today)
        for one in findings
        if may_show(one, places.get(one.pk))
    ]


def line_of(finding: Finding, public: Place | None, *, is_own: bool, today: date) -> FindingLine:
    """Return a finding as a line, for a member of its group or for everybody."""
    place = (private_place(finding) if is_own else None) or public
    stands = since(finding.true_on, finding.question.allowed_months, today)
    return FindingLine(
        question=finding.question.text,
        body=finding.body.name,
        body_path=finding.body.get_absolute_url(),
        value=finding.value,
        quote=place.quote if place else "",
        source=place.source if place else "",
        href=place.href if place else "",
        how="Two readers disagreed; a third decided." if finding.was_decided else "Two readers agreed.",
        at=finding.found_at,
        path=finding.get_absolute_url(),
        is_public=finding.question.is_public and may_show(finding, public),
        cell=reverse("findings:cell", args=[finding.question_id, finding.body.slug]) if is_own else "",
        since=stands,
        sure=faded(Confidence(finding.confidence), stands.age).words,
        picture=public.picture if public else "",
        published_on=public.on if public else None,
        is_elsewhere=place.is_elsewhere if place else False,
        copy=place.copy if place and place.copy != place.href else "",
        says=_body_says(finding),
        body_ended=None if finding.body.is_open_on(today) else finding.body.closed_on,
    )


def _body_says(finding: Finding) -> BodySays | None:
    said: Statement | None = getattr(finding, "statement", None)
    if said is None or said.state != Statement.State.SHOWN:
        return None
    return BodySays(Stance(said.stance).told, said.says, said.at)
