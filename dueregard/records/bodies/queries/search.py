"""Find public bodies by a name as people type it: short forms, misspellings, former names, the beginning of a word.

`rules/register/body_names.py` decides how well a name matches; this picks which bodies are worth comparing.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dueregard.records.bodies.models import Body, NameWord, OtherName, OtherNameKind
from dueregard.records.bodies.queries.vocabulary import vocabulary
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.register.body_names import best_fit, is_weak, words_of

ENOUGH = 1000  # bodies compared at most for one typed word
MANY = 200  # a word that more bodies have is narrowed down by the others
_WORTH_SHOWING = 55.0
_CLOSED = 6.0  # a closed body ranks behind one that matches slightly less well
_FORMER = 1.0
# Of two equal matches, the one that more people mean.
_ORDER = (
    BodyKind.LOCAL_AUTHORITY,
    BodyKind.UNIVERSITY,
    BodyKind.POLICE_FORCE,
    BodyKind.NHS_BODY,
    BodyKind.HEALTH_BOARD,
    BodyKind.FURTHER_EDUCATION_COLLEGE,
    BodyKind.SIXTH_FORM_COLLEGE,
    BodyKind.UK_GOVERNMENT,
    BodyKind.COMBINED_AUTHORITY,
)
_RANK = {kind.value: rank for rank, kind in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Match:
    """A body found, how well its name matches (0 to 100) and why; `under_name` is the other name it was found by."""

    body: Body
    score: float
    because: str
    under_name: str = ""
    was_former: bool = False


def find_bodies(
    typed: str,
    *,
    kind: str = "",
    nation: str = "",
    limit: int = 20,
    on: date | None = None,
    least: float = _WORTH_SHOWING,
    among: QuerySet[Body] | None = None,
) -> list[Match]:
    """Return the bodies whose names match best, best first. `on` says which day's closures count; None: any.
    `among` are the bodies that whoever asks may see; None: all, for members.

    At most nine queries, whatever the size of the register.
    """
    wanted = words_of(typed[:200])
    if not wanted:
        return []
    scope = Body.objects.all() if among is None else among
    if kind:
        scope = scope.filter(kind=kind)
    if nation:
        scope = scope.filter(nation=nation)
    candidates = _candidates(wanted, scope, filtered=bool(kind or nation))
    scored = [_score(typed, one, on) for one in _names_of(scope, candidates)]
    scored = [one for one in scored if one.score >= least]
    scored.sort(key=lambda one: (-one.score, _RANK.get(one.about.kind, 99), one.about.name, one.about.slug))
    bodies = Body.objects.in_bulk([one.about.pk for one in scored[:limit]])
    return [
        Match(bodies[one.about.pk], one.score, one.because, one.under_name, one.was_former) for one in scored[:limit]
    ]


@dataclass(frozen=True, slots=True)
class _About:
    """The facts about a body that decide its place in the order."""

    pk: UUID
    name: str
    short_name: str
    kind: str
    closed_on: date | None
    slug: str
    others: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Scored:
    about: _About
    score: float
    because: str
    under_name: str
    was_former: bool


def _names_of(scope: QuerySet[Body], candidates: set[UUID]) -> list[_About]:
    others: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    known = OtherName.objects.filter(body_id__in=candidates).order_by()
    for pk, name, sort in known.values_list("body_id", "name", "kind"):
        others[pk].append((name, sort))
    rows = scope.filter(pk__in=candidates).order_by()
    return [
        _About(pk, name, short, kind, closed_on, slug, others.get(pk, []))
        for pk, name, short, kind, closed_on, slug in rows.values_list(
            "pk", "name", "short_name", "kind", "closed_on", "slug"
        )
    ]


def _score(typed: str, about: _About, on: date | None) -> _Scored:
    names = [about.name, *([about.short_name] if about.short_name else []), *(name for name, _ in about.others)]
    found, place = best_fit(typed, names)
    score = found.score
    other = names[place] if place and names[place] != about.short_name else ""
    former = bool(other) and dict(about.others).get(other) == OtherNameKind.FORMER
    if former:
        score -= _FORMER
    if about.closed_on is not None and (on is None or about.closed_on <= on):
        score -= _CLOSED
    return _Scored(about, max(score, 0.0), found.because, other, former)


def _candidates(wanted: tuple[str, ...], scope: QuerySet[Body], *, filtered: bool) -> set[UUID]:
    """Look up the rarest words; narrow a frequent one by the others, so that "primary school" never reads all."""
    words = vocabulary()
    groups: list[tuple[int, bool, list[str]]] = []
    for place, typed in enumerate(wanted):
        meant = words.meant_by(typed, may_be_begun=place == len(wanted) - 1)
        if meant:
            groups.append((sum(words.bodies.get(word, 0) for word in meant), is_weak(typed), meant))
    groups.sort(key=lambda group: (group[1], group[0]))
    found: set[UUID] = set()
    for place, (size, weak, meant) in enumerate(groups[:3]):
        if found and (weak or size > ENOUGH or len(found) >= MANY):
            break
        rows = NameWord.objects.filter(word__in=meant)
        if filtered:
            rows = rows.filter(body__in=scope)
        narrow = rows
        for _, _, narrower in [*groups[:place], *groups[place + 1 :]][:2] if size > MANY else []:
            narrow = narrow.filter(body__name_words__word__in=narrower)
        found |= _bodies(narrow) or (_bodies(rows) if size <= ENOUGH else set())
    return found


def _bodies(rows: QuerySet[NameWord]) -> set[UUID]:
    return set(rows.order_by().values_list("body_id", flat=True).distinct()[:ENOUGH])
