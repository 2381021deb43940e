"""Public answers as the map of areas wants them: which questions have some, counted by area, and of single bodies.

What everybody may read is decided in `access`; how a state is drawn, in `rules/areas/known`. Where several groups
answer the same shipped question about one body, the newest counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from dueregard.records.areas.queries.known import CountedAnswers, KnownBody
from dueregard.records.bodies.models import Body, Succession
from dueregard.records.findings.access import public_questions, shown_findings
from dueregard.records.findings.models import Finding, Question
from dueregard.records.findings.queries.rolled import all_steps
from dueregard.rules.areas.known import Asked, Known, state_of_value
from dueregard.rules.findings.ageing import Age, first_current, since
from dueregard.rules.findings.answers import NOT_STATED
from dueregard.rules.findings.predecessors import carried_forward


def questions() -> list[Asked]:
    """Return every public question, each key once. One query."""
    found: dict[str, Asked] = {}
    for one in public_questions():
        known = found.get(one.public_key)
        pk = str(one.pk)
        found[one.public_key] = replace(known, ids=(*known.ids, pk)) if known else _asked(one)
    return list(found.values())


def counts(asked: Asked, today: date, waiting: Collection[UUID]) -> CountedAnswers:
    """Return the answers counted by code, kind and state; `waiting` were asked. At most five queries."""
    shown = _newest(asked)
    open_now = shown.filter(_there_on(today))
    rows = open_now.annotate(state=_state(asked, today)).order_by()
    numbers = [
        (code, kind, Known(state), many)
        for code, kind, state, many in rows.values_list("body__area_code", "body__kind", "state").annotate(
            many=Count("pk")
        )
    ]
    carried = _carried(list(shown.filter(_ended_by(today)).select_related("body", "question")), today)
    answered = set(open_now.order_by().values_list("body_id", flat=True)) if waiting or carried else set()
    for body, finding in carried.items():
        if body.pk not in answered:
            numbers.append((body.area_code, body.kind, _state_of(finding, asked, today), 1))
            answered.add(body.pk)
    return CountedAnswers(tuple(numbers), frozenset(answered))


def of_bodies(asked: Asked, today: date, codes: Collection[str] | None) -> dict[UUID, KnownBody]:
    """Return what is known of each body with one of these area codes, or of all. One query, three if bodies ended."""
    here: Q = _there_on(today) if codes is None else _there_on(today) & Q(body__area_code__in=codes)
    some = list(_newest(asked).filter(here | _ended_by(today)).select_related("body", "question"))
    found = {one.body_id: _known(one, one.body, asked, today) for one in some if one.body.is_open_on(today)}
    for body, finding in _carried([one for one in some if not one.body.is_open_on(today)], today).items():
        if body.pk not in found and (codes is None or body.area_code in codes):
            note = f"answer about {finding.body.name}, which ended"
            found[body.pk] = _known(finding, body, asked, today, note)
    return found


def by_question(offered: Collection[Asked], today: date, codes: Collection[str]) -> dict[Asked, Counter[Known]]:
    """Return for each question the answers about the bodies of these codes, counted. One query, three if bodies ended.

    A body about which two groups answered the same question counts for the newer answer.
    """
    by_pk = {pk: asked for asked in offered for pk in asked.ids}
    shown = shown_findings().filter(
        _there_on(today) & Q(body__area_code__in=codes) | _ended_by(today), question__in=[UUID(pk) for pk in by_pk]
    )
    newest: dict[tuple[Asked, UUID], tuple[str, date | None]] = {}
    ended: dict[tuple[Asked, UUID], tuple[str, date | None]] = {}
    rows = shown.order_by("found_at", "pk").values_list("question_id", "body_id", "value", "true_on", "body__closed_on")
    for question, body, value, true_on, closed_on in rows:
        is_open = closed_on is None or closed_on > today
        (newest if is_open else ended)[by_pk[str(question)], body] = (value, true_on)
    for body, after in _successors({body for _, body in ended}, today):
        for asked in offered:
            if (said := ended.get((asked, body))) and after.area_code in codes:
                newest.setdefault((asked, after.pk), said)
    found: dict[Asked, Counter[Known]] = {asked: Counter() for asked in offered}
    for (asked, _), (value, true_on) in newest.items():
        is_old = since(true_on, asked.allowed_months, today).age is Age.OLD
        found[asked][state_of_value(value, asked.offered, is_old=is_old)] += 1
    return {asked: numbers for asked, numbers in found.items() if numbers}


def _asked(question: Question) -> Asked:
    return Asked(
        key=question.public_key,
        text=question.text,
        kinds=tuple(question.for_kinds),
        nations=tuple(question.nations),
        offered=question.offered,
        asks=(*question.asked_by, *([f"{question.part}:{question.subject}"] if question.subject else [])),
        path=f"/questions/{question.pk}/",
        ids=(str(question.pk),),
        allowed_months=question.allowed_months,
    )


def _newest(asked: Asked) -> QuerySet[Finding]:
    shown = shown_findings().filter(question__in=[UUID(one) for one in asked.ids])
    if len(asked.ids) == 1:
        return shown  # of one question there is one finding about a body
    later = Q(found_at__gt=OuterRef("found_at")) | Q(found_at=OuterRef("found_at"), pk__gt=OuterRef("pk"))
    return shown.filter(~Exists(shown.filter(later, body=OuterRef("body"))))


def _there_on(today: date) -> Q:
    begun = Q(body__opened_on__isnull=True) | Q(body__opened_on__lte=today)
    return begun & (Q(body__closed_on__isnull=True) | Q(body__closed_on__gt=today))


def _state(asked: Asked, today: date) -> Case:
    """Return `state_of_value` for a database."""
    whens = []
    if asked.allowed_months is not None:
        old = first_current(today, 2 * asked.allowed_months)
        whens.append(When(true_on__lt=old, then=Value(Known.OLD.value)))
    whens.append(When(value=NOT_STATED, then=Value(Known.NOT_STATED.value)))
    places = (Known.FIRST, Known.SECOND, Known.THIRD)
    whens += [When(value=value, then=Value(state.value)) for value, state in zip(asked.offered, places, strict=False)]
    other = Known.OTHER if asked.offered else Known.FIRST
    return Case(*whens, default=Value(other.value), output_field=CharField())


def _state_of(finding: Finding, asked: Asked, today: date) -> Known:
    age = since(finding.true_on, asked.allowed_months, today).age
    return state_of_value(finding.value, asked.offered, is_old=age is Age.OLD)


def _ended_by(today: date) -> Combinable:
    return Q(body__closed_on__lte=today) & Exists(Succession.objects.filter(from_body=OuterRef("body")))


def _carried(ended: Collection[Finding], today: date) -> dict[Body, Finding]:
    """Return for bodies that took over alone from those that ended, the nearest one's answer. Two queries, or none."""
    by_body = {one.body_id: one for one in ended}
    found: dict[Body, Finding] = {}
    for before, after in _successors(by_body, today):
        found.setdefault(after, by_body[before])
    return found


def _successors(ended: Collection[UUID], today: date) -> list[tuple[UUID, Body]]:
    """Return each of these with the open body for which its answers count, the nearest first. Two queries, or none."""
    if not ended:
        return []
    forward = {
        UUID(after): [UUID(one) for one in before if UUID(one) in ended]
        for after, before in carried_forward(all_steps(), today).items()
    }
    wanted = [after for after, before in forward.items() if before]
    bodies = Body.objects.there_on(today).in_bulk(wanted)
    return [(before, body) for after, body in bodies.items() for before in forward[after]]


def _known(finding: Finding, body: Body, asked: Asked, today: date, note: str = "") -> KnownBody:
    stands = since(finding.true_on, asked.allowed_months, today)
    words = f"as of {stands.on.day} {stands.on:%B %Y}" if stands.on else "no date"
    age = f", {stands.age.words.lower()}" if stands.age in {Age.FADING, Age.OLD} else ""
    state = _state_of(finding, asked, today)
    return KnownBody(state, finding.value, f"{words}{age}", finding.get_absolute_url(), body.area_code, body.kind, note)
