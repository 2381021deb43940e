"""Which public bodies a search names: “does Leeds council …”, “UCL”, “NHS trust in Bristol”. Their pages come first.

The index finds names that share a word; `rules/register/body_names` says how well each fits.
"""

from dataclasses import dataclass

from dueregard.foundation.search.gateways.interface import Ask, Hit, Reader, the_index
from dueregard.foundation.search.queries.answer import Named
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.register.body_names import fit, initials_of, is_weak, words_of
from dueregard.rules.search.query import All, Any, Field, Node, OneOf, Word
from dueregard.rules.search.questions import bare

KIND = "body"
AREA = "area"
COUNCIL = BodyKind.LOCAL_AUTHORITY.label
# Of several nobody is meant: “which councils get funding” does not name the Funding Council.
SEVERAL = frozenset({"councils", "schools", "universities", "colleges", "hospitals", "trusts"})
LOOKED_AT = 30  # names that share a word, the rarest words first
MOST = 3  # bodies that come first
FITS = 78.0  # out of 100
ALONE = 84.0  # for words in small letters that do not say what sort of body it is: “leeds”, not “rights”
NEAR = 6.0  # as good a name as the best, or nearly


@dataclass(frozen=True, slots=True)
class _Fit:
    hit: Hit
    score: float
    used: frozenset[str]


def bodies_named(words: tuple[Word, ...], reader: Reader) -> Named:
    """Return the bodies that the words of a search name, the best first; with a council, the page of its area.

    Raises: IndexUnavailable
    """
    typed = [bare(word.text) for word in words]
    ways = dict.fromkeys(way for word in typed for way in (word, *words_of(word)))
    asked = All((OneOf("kind", (KIND,)), Any(tuple(map(Word, ways)))))
    hits = the_index().find(Ask(asked, reader, limit=LOOKED_AT, with_passages=False)).hits
    fits = [found for hit in hits if (found := _fit_of(hit, typed))]
    fits.sort(key=lambda one: (-len(one.used), -one.score, one.hit.title))
    best = [one for one in fits if len(one.used) == len(fits[0].used) and one.score >= _best(fits) - NEAR]
    best = sorted(best, key=lambda one: one.hit.label != COUNCIL)[:MOST]  # “Leeds” alone is the city
    nodes: list[Node] = [All((OneOf("kind", (KIND,)), OneOf("body", (one.hit.key,)))) for one in best]
    if best and best[0].hit.label == COUNCIL:
        nodes[1:1] = _area_of(best[0], reader)
    return Named(tuple(nodes), is_all=bool(best) and best[0].used >= set(typed))


def _area_of(council: _Fit, reader: Reader) -> list[Node]:
    """Return the area that has the name of a council, without the words that only say that it is one."""
    name = [word for one in council.used for word in words_of(one) if not is_weak(word)]
    if not name:
        return []
    asked = All((OneOf("kind", (AREA,)), *(Field("title", word) for word in name)))
    hits = the_index().find(Ask(asked, reader, limit=LOOKED_AT, with_passages=False)).hits
    same = [hit for hit in hits if {word for word in words_of(hit.title) if not is_weak(word)} == set(name)]
    return [All((OneOf("kind", (AREA,)), Field("title", same[0].title)))] if same else []


def _best(fits: list[_Fit]) -> float:
    return max(one.score for one in fits if len(one.used) == len(fits[0].used))


def _fit_of(hit: Hit, typed: list[str]) -> _Fit | None:
    names = [hit.title, *hit.about.splitlines()]
    found = [fits for name in names if (fits := _named(hit, name, typed))]
    return max(found, key=lambda one: (len(one.used), one.score), default=None)


def _named(hit: Hit, name: str, typed: list[str]) -> _Fit | None:
    """Return how well the typed words that stand in a name fit it; None when they are not enough to mean it."""
    initials = {letters.upper() for letters in initials_of([name])}
    if given := [word for word in typed if word.upper() in initials and (word.isupper() or len(typed) == 1)]:
        return _Fit(hit, FITS, frozenset(given))
    offered = set(words_of(name))
    used = [word for word in typed if offered.intersection(words_of(word))]
    own = [word for word in used if not all(map(is_weak, words_of(word)))]
    score = fit(" ".join(used), name).score if own else 0.0
    sorts = [word for word in used if word not in own and word.lower() not in SEVERAL]
    is_meant = bool(sorts) or all(map(_is_name, own)) or (len(used) == len(typed) and score >= ALONE)
    return _Fit(hit, score, frozenset(used)) if is_meant and score >= FITS else None


def _is_name(word: str) -> bool:
    return word[:1].isupper()
