"""Find public bodies by a name as people type it: short forms, misspellings, former names, the beginning of a word.

How well a name fits is decided in `rules/body_names.py`; this picks which bodies are worth comparing.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dueregard.records.bodies.models import Body, NameWord, OtherName, OtherNameKind
from dueregard.records.bodies.queries.vocabulary import vocabulary
from dueregard.rules.body_names import best_fit, is_weak, words_of
from dueregard.rules.laws import BodyKind

ENOUGH = 1500  # bodies compared at most
_WORTH_SHOWING = 55.0
_CLOSED = 6.0  # a body that has closed stands behind one that fits a little less well
_FORMER = 1.0
# Of two that fit alike, the one that more people mean.
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
    """A body found, how well its name fits (0 to 100) and why; `under_name` is the other name it was found by."""

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
) -> list[Match]:
    """Return the bodies whose names fit best, best first. `on` says which day's closures count; None: no matter.

    At most seven queries, whatever the size of the register.
    """
    wanted = words_of(typed[:200])
    if not wanted:
        return []
    scope = Body.objects.all()
    if kind:
        scope = scope.filter(kind=kind)
    if nation:
        scope = scope.filter(nation=nation)
    candidates = _candidates(wanted, scope, filtered=bool(kind or nation))
    bodies = list(scope.filter(pk__in=candidates).order_by())
    others: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    known = OtherName.objects.filter(body_id__in=[body.pk for body in bodies]).order_by()
    for pk, name, sort in known.values_list("body_id", "name", "kind"):
        others[pk].append((name, sort))
    matches = [_match(typed, body, others[body.pk], on) for body in bodies]
    matches = [match for match in matches if match.score >= least]
    matches.sort(key=lambda match: (-match.score, _RANK.get(match.body.kind, 99), match.body.name, match.body.slug))
    return matches[:limit]


def _match(typed: str, body: Body, others: list[tuple[str, str]], on: date | None) -> Match:
    names = [body.name, *([body.short_name] if body.short_name else []), *(name for name, _ in others)]
    found, place = best_fit(typed, names)
    score = found.score
    other = names[place] if place and names[place] != body.short_name else ""
    former = bool(other) and dict(others).get(other) == OtherNameKind.FORMER
    if former:
        score -= _FORMER
    if body.closed_on is not None and (on is None or body.closed_on <= on):
        score -= _CLOSED
    return Match(body, max(score, 0.0), found.because, other, former)


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
        if found and (weak or size > ENOUGH):
            break
        rows = NameWord.objects.filter(word__in=meant)
        if filtered:
            rows = rows.filter(body__in=scope)
        if size > ENOUGH:
            for _, _, narrower in [*groups[:place], *groups[place + 1 :]][:2]:
                rows = rows.filter(body__name_words__word__in=narrower)
        found.update(rows.order_by().values_list("body_id", flat=True).distinct()[:ENOUGH])
    return found
