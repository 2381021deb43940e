"""One area as a page: what stands where, who was never asked, what was there before and comes after.

Which bodies lie in it on a day, `rules/areas/rolling` decides; what they were asked, `asked` reads.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from dueregard.records.areas.models import Area, AreaCode, AreaSuccession, Tier
from dueregard.records.areas.queries.around import AroundDrawing, around_area
from dueregard.records.areas.queries.asked import AskedBody, all_asked, newest_of
from dueregard.records.areas.queries.counts import is_bound
from dueregard.records.areas.queries.known import answers_here, known_of_bodies
from dueregard.records.areas.queries.rolled import KnownAreas, known_areas
from dueregard.records.areas.queries.unknown import NEARBY, first_unasked, nearest_areas, ranked_areas, ranked_codes
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.models.body import BodyQuerySet
from dueregard.rules.areas.known import Asked, Known, area_known
from dueregard.rules.areas.rolling import Placed
from dueregard.rules.areas.standing import Standing
from dueregard.rules.law.laws import BodyKind, Nation

PER_PAGE = 50
ASKED, NEVER = "asked", "never"


@dataclass(frozen=True, slots=True)
class AreaBody:
    """One body of an area in its list."""

    name: str
    href: str
    kind: str
    words: str
    tone: str
    shown_at: str  # the page that shows what it was asked, or empty
    note: str  # where it was recorded, if that area ended


@dataclass(frozen=True, slots=True)
class StatePiece:
    """How many bodies are in one state (a Standing, or of one question a Known)."""

    standing: Standing | Known
    words: str
    number: int
    at: str
    width: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another area with its page."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuestionHere:
    """One question with how many bodies here have an answer, and the commonest."""

    text: str
    href: str
    answered: int
    old: int
    commonest: str


@dataclass(frozen=True, slots=True)
class _Stands:
    """How one body stands: in what it was asked, or in one question."""

    state: Standing | Known
    words: str
    tone: str
    href: str
    area_code: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaPage:
    """Everything about one area on a day."""

    area: Area
    label: str
    where: str
    ended: str  # a sentence if it does not exist on the day, else empty
    before: list[Neighbour]
    after: list[Neighbour]
    county: Neighbour | None
    districts: list[Neighbour]
    near: list[Neighbour]
    codes: list[str]
    pieces: list[StatePiece]
    bodies: int
    asked: int
    is_bound: bool
    rows: list[AreaBody]
    page: "Page[Body]"
    found: str
    kinds: list[tuple[str, str]]
    next: Neighbour | None  # a body never asked; its note is its area, if that is another one
    how_far: Mapping[int, int]  # area -> 0 for this one and what is in it, 1 … for those around it
    drawing: AroundDrawing | None  # this area among its neighbours, where it has a hexagon
    question: Asked | None  # the list is about this question
    answers: list[QuestionHere]  # without one: how far each question has come here

    @property
    def never(self) -> int:
        """How many were never asked."""
        return self.bodies - self.asked


def area_page(
    area: Area,
    *,
    kind: str = "",
    state: str = "",
    number: str = "1",
    today: date,
    question: Asked | None = None,
    questions: Sequence[Asked] = (),
    among: BodyQuerySet | None = None,
) -> AreaPage:
    """Return the page of an area: one page of its bodies, by what they were asked or by one question.

    `among` are the bodies that its reader may see; None: those of which everybody may read.
    At most twelve queries, and one more for each further part that asks.
    """
    known = known_areas()
    districts = [one for one in known.on(today) if one.parent_id == area.pk]
    codes = {code: placed for one in (area, *districts) for code, placed in known.roll.codes_in(one.pk, today).items()}
    ranks, around = ranked_codes(area, known, today), around_area(area, known, today)
    asked = all_asked(today, {*codes, *ranks, *around.codes})
    every = newest_of(asked)
    stands, done = _standings(question, newest_of(asked, question.asks) if question else every, {*codes, *ranks}, today)
    shown = Body.objects.told_by(today) if among is None else among
    open_now = _meant(shown.there_on(today).filter(area_code__in=codes), question, stands)
    kinds = dict(open_now.order_by().values_list("kind").annotate(number=Count("pk")))
    pages = Paginator(_chosen(open_now, stands, kind, state, question), PER_PAGE)
    if not state:
        pages.count = kinds.get(kind, 0) if kind else sum(kinds.values())  # counted already
    page = pages.get_page(number)
    total, counts = sum(kinds.values()), _counts(stands, codes, question)
    return AreaPage(
        area=area,
        label=Tier(area.tier).label,
        where=area.region or Nation(area.nation).label,
        ended=_ended(area, today),
        before=[_step(step, known.areas[step.from_area_id]) for step in known.steps if step.to_area_id == area.pk],
        after=[_step(step, known.areas[step.to_area_id]) for step in known.steps if step.from_area_id == area.pk],
        county=_neighbour(known.areas[area.parent_id]) if area.parent_id else None,
        districts=[_neighbour(one) for one in districts],
        near=[_neighbour(one) for one in nearest_areas(area, known.on(today), NEARBY)],
        codes=[_code(code) for code in known.codes if code.area_id == area.pk],
        pieces=_pieces(counts, total, question),
        bodies=total,
        asked=sum(counts.values()),
        is_bound=is_bound(area),
        rows=[_row(body, stands.get(body.pk), codes[body.area_code], known, question) for body in page.object_list],
        page=page,
        found=_found(page.paginator.count),
        kinds=sorted(((one, BodyKind(one).label) for one in kinds), key=lambda pair: pair[1]),
        next=_next(first_unasked(ranks, done, today=today, question=question, among=shown), known, area, today),
        how_far=ranked_areas(area, known, today),
        drawing=around.drawn(every.values(), known, today),
        question=question,
        answers=[] if question else _answers(area, questions, codes, today),
    )


def _standings(
    question: Asked | None, every: dict[UUID, AskedBody], codes: Collection[str], today: date
) -> tuple[dict[UUID, _Stands], Collection[UUID]]:
    """Return how bodies stand, and of which nobody has to be asked any more. `every`: those asked the question."""
    if question is None:
        found = {
            pk: _Stands(one.standing, one.standing.words, one.standing.tone, one.href, one.area_code, one.kind)
            for pk, one in every.items()
        }
        return found, every
    waiting, say = Known.ASKED, question.words
    found = {
        pk: _Stands(waiting, say(waiting), waiting.tone, one.href, one.area_code, one.kind) for pk, one in every.items()
    }
    for pk, one in known_of_bodies(question, today, codes).items():
        words = say(one.state) if one.state is Known.OLD else one.value
        found[pk] = _Stands(
            one.state, f"{words}, {one.since}", one.state.tone, one.href, one.area_code, one.kind, one.note
        )
    return found, [pk for pk, one in found.items() if isinstance(one.state, Known) and one.state.is_answer]


def _meant(bodies: QuerySet[Body], question: Asked | None, stands: Collection[UUID]) -> QuerySet[Body]:
    """Keep the bodies of which the question makes sense, and in other nations those that were asked it all the same."""
    if question is None:
        return bodies
    if question.kinds:
        bodies = bodies.filter(kind__in=question.kinds)
    return bodies.filter(Q(nation__in=question.nations) | Q(pk__in=list(stands))) if question.nations else bodies


def _answers(area: Area, questions: Sequence[Asked], codes: Collection[str], today: date) -> list[QuestionHere]:
    lines = []
    for asked, counts in answers_here(questions, today, codes).items():
        answered = {state: number for state, number in counts.items() if state.is_answer}
        commonest = area_known(answered, is_meant=True) if answered else None  # of equally many, as on the map
        lines.append(
            QuestionHere(
                asked.text,
                f"{area.get_absolute_url()}?question={quote(asked.key)}",
                sum(answered.values()),
                counts.get(Known.OLD, 0),
                asked.words(commonest).removeprefix("answer: ") if commonest and asked.offered else "",
            )
        )
    return lines


def _next(body: Body | None, known: KnownAreas, area: Area, today: date) -> Neighbour | None:
    if body is None:
        return None
    placed = known.roll.placed(body.area_code, today)
    elsewhere = placed is not None and placed.area != area.pk
    return Neighbour(body.name, body.get_absolute_url(), known.areas[placed.area].name if elsewhere and placed else "")


def _neighbour(area: Area) -> Neighbour:
    return Neighbour(area.name, area.get_absolute_url())


def _chosen(
    bodies: QuerySet[Body], stands: Mapping[UUID, _Stands], kind: str, state: str, question: Asked | None
) -> QuerySet[Body]:
    if kind:
        bodies = bodies.filter(kind=kind)
    if state == ASKED and question is None:
        bodies = bodies.filter(pk__in=stands)
    elif state == NEVER:
        bodies = bodies.exclude(pk__in=stands)
    elif state:
        bodies = bodies.filter(pk__in=[pk for pk, one in stands.items() if one.state == state])
    return bodies.order_by("name", "slug")


def _counts(
    stands: Mapping[UUID, _Stands], codes: Collection[str], question: Asked | None
) -> Counter[Standing | Known]:
    here = (one for one in stands.values() if one.area_code in codes)
    return Counter(one.state for one in here if question is None or question.is_for(one.kind))


def _pieces(counts: Counter[Standing | Known], total: int, question: Asked | None) -> list[StatePiece]:
    numbers = Counter(counts)
    states: Sequence[Standing | Known] = list(Known) if question else list(Standing)
    numbers[Known.NEVER if question else Standing.NEVER] = total - sum(counts.values())
    pieces, before = [], 0
    for state in states:
        number = numbers[state]
        if number > 0:
            at, width = f"{100 * before / total:.4g}%", f"{100 * number / total:.4g}%"
            pieces.append(StatePiece(state, _words(state, question), number, at, width))
            before += number
    return pieces


def _words(state: Standing | Known, question: Asked | None) -> str:
    return question.words(state) if question and isinstance(state, Known) else getattr(state, "words", "")


def _row(body: Body, stands: _Stands | None, placed: Placed, known: KnownAreas, question: Asked | None) -> AreaBody:
    never = Known.NEVER if question else Standing.NEVER
    ended = f"recorded under {known.areas[placed.was[0]].name}, which no longer exists" if placed.was else ""
    return AreaBody(
        body.name,
        body.get_absolute_url(),
        BodyKind(body.kind).label,
        stands.words if stands else _words(never, question),
        stands.tone if stands else never.tone,
        stands.href if stands else "",
        "; ".join(note for note in (ended, stands.note if stands else "") if note),
    )


def _ended(area: Area, today: date) -> str:
    if area.until_on and area.until_on <= today:
        return f"{area.name} no longer exists. It ended on {_day(area.until_on)}."
    if area.from_on and area.from_on > today:
        return f"{area.name} does not exist yet. It begins on {_day(area.from_on)}."
    return ""


def _step(step: AreaSuccession, other: Area) -> Neighbour:
    part = "" if step.is_whole else ", a part of it"
    return Neighbour(other.name, other.get_absolute_url(), f"on {_day(step.on)}{part}")


def _code(code: AreaCode) -> str:
    if code.until_on:
        return f"{code.code} (until {_day(code.until_on)})"
    return f"{code.code} (since {_day(code.from_on)})" if code.from_on else code.code


def _found(number: int) -> str:
    return "1 body" if number == 1 else f"{number:,} bodies"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
