"""Which bodies many typed names or codes mean, all at once: a few queries, however many there are.

One name alone is found by `search.py`; `rules/register/body_names` decides how well a name matches.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from dueregard.records.bodies.models import Body, NameWord, OtherName
from dueregard.records.bodies.queries.vocabulary import Vocabulary, vocabulary
from dueregard.rules.register.body_names import best_fit, is_weak, normalise, words_of

NEAR_SHOWN = 3
_WORTH_SHOWING = 55.0
_MOST = 2000  # bodies compared at most


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies that have just this name or code, and those that may be meant, best first."""

    exactly: tuple[Body, ...] = ()
    near: tuple[Body, ...] = ()


def bodies_named(typed: Collection[str], among: QuerySet[Body] | None = None) -> dict[str, Named]:
    """Return for each typed name, code or web name the bodies it means. Five queries.

    `among` are the bodies that whoever asks may see; None: all, for members.
    """
    coded = _by_code(typed)
    words = vocabulary()
    looked_up = {one: _rarest(one, words) for one in typed if one.casefold() not in coded}
    having = _having({word for some in looked_up.values() for word in some})
    candidates = {pk for some in having.values() for pk in some} | {pk for some in coded.values() for pk in some}
    bodies = (Body.objects.all() if among is None else among).in_bulk(list(candidates))
    names = {pk: [body.name, body.short_name] for pk, body in bodies.items()}
    for pk, name in OtherName.objects.filter(body__in=bodies).order_by().values_list("body_id", "name"):
        names[pk].append(name)
    coded = {code: pks & bodies.keys() for code, pks in coded.items()}
    found = {one: Named(exactly=tuple(bodies[pk] for pk in coded.get(one.casefold(), ()))) for one in typed}
    for one, some in looked_up.items():
        wanted = {pk for word in some for pk in having.get(word, ()) if pk in bodies}
        found[one] = _compared(one, [(bodies[pk], names[pk]) for pk in wanted])
    return found


def _by_code(typed: Collection[str]) -> dict[str, set[UUID]]:
    """Return the bodies that have a code or web name, also that of an entry merged into them, by what was typed."""
    small = {one.casefold() for one in typed}
    either = {*typed, *small}
    rows = Body.objects.filter(
        Q(slug__in=either) | Q(identifiers__value__in=either) | Q(merged_entries__slug__in=either)
    )
    found: dict[str, set[UUID]] = defaultdict(set)
    for pk, *codes in rows.order_by().values_list("pk", "slug", "identifiers__value", "merged_entries__slug"):
        for code in {str(one).casefold() for one in codes if one} & small:
            found[code].add(pk)
    return found


def _rarest(typed: str, words: Vocabulary) -> list[str]:
    """Return the words of the register meant by that typed word which fewest bodies have."""
    groups = [(is_weak(word), words.meant_by(word, may_be_begun=False)) for word in words_of(typed[:200])]
    sized = [(weak, sum(words.bodies.get(word, 0) for word in meant), meant) for weak, meant in groups if meant]
    return min(sized)[2] if sized else []


def _having(words: Collection[str]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for word, pk in NameWord.objects.filter(word__in=words).order_by().values_list("word", "body_id")[:_MOST]:
        found[word].append(pk)
    return found


def _compared(typed: str, candidates: list[tuple[Body, list[str]]]) -> Named:
    same = [body for body, names in candidates if normalise(typed) in {normalise(name) for name in names if name}]
    if same:
        return Named(exactly=tuple(sorted(same, key=lambda body: (body.name, body.slug))))
    scored = [(best_fit(typed, [name for name in names if name])[0].score, body) for body, names in candidates]
    near = sorted((one for one in scored if one[0] >= _WORTH_SHOWING), key=lambda one: (-one[0], one[1].name))
    return Named(near=tuple(body for _, body in near[:NEAR_SHOWN]))
