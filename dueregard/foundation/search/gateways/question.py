"""A question in the embedded index's own terms. The reader's permission is part of it: nothing else is ever counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tantivy import FieldType, Occur, Query

from dueregard.foundation.search.gateways.interface import Ask, Reader
from dueregard.foundation.search.gateways.shape import (
    EVERYBODY,
    NAMED,
    RAW,
    SCHEMA,
    plain_words,
    stemmed_words,
)
from dueregard.rules.search.families import others_of
from dueregard.rules.search.forms import spellings
from dueregard.rules.search.query import All, Any, Beginning, Dated, Field, Node, Not, OneOf, Phrase, Some, Word, sought

TITLE_WEIGHT = 2.0
LONGEST_PHRASE = 40  # words
LONGEST_SPLIT = 6  # letters
SPLIT_AT = "abcdefghijklmnopqrstuvwxyz0123456789"


Fits = Callable[[Query], bool]


def question(ask: Ask, fits: Fits | None = None) -> Query:
    """Return what is looked for and by whom; words in titles weigh more when the best comes first.

    `fits` tells whether the engine takes a part: of so many words that begin alike it takes only some at once.
    """
    parts, asked = permission(ask.reader), _Asked(fits or _anything)
    if ask.asked is not None:
        parts.append((Occur.Must, asked.query(ask.asked) or Query.empty_query()))
    for favour in ask.favours:
        if (favoured := asked.query(favour.node)) is not None:
            parts.append((Occur.Should, Query.const_score_query(favoured, favour.weight)))
    parts += [(Occur.Should, Query.boost_query(words, TITLE_WEIGHT)) for words in _in_titles(ask.asked)]
    return Query.boolean_query(parts)


def permission(reader: Reader) -> list[tuple[Occur, Query]]:
    """Return the conditions that hold of all this reader may find: public, or of their groups; no copy of their own."""
    groups = sorted(reader.groups)
    # One query for each: a set of terms would be looked through as a whole, however little is searched for.
    may = [Query.term_query(SCHEMA, "who", who, "basic") for who in (EVERYBODY, *groups)]
    if not groups:
        return [(Occur.Must, _silent(may[0]))]
    return [
        (Occur.Must, _silent(Query.boolean_query([(Occur.Should, one) for one in may]))),
        (Occur.MustNot, Query.term_set_query(SCHEMA, "instead_in", groups)),
    ]


def _anything(part: Query) -> bool:
    return True


class _Asked:
    """What is asked, node by node. Each returns None when nothing of it is a word."""

    def __init__(self, fits: Fits) -> None:
        self.fits = fits

    def query(self, node: Node) -> Query | None:
        """Return a node's query."""
        match node:
            case Word(text):
                return _word(text)
            case Phrase(text):
                return _one_of([_exactly(words) for words in _in_words(spellings(text))])
            case Beginning(text):
                ways = spellings(text, is_unfinished=True)
                return _one_of([self._beginning(words) for words in _in_words(ways)])
            case Field(name, value, is_unfinished):
                return _named(name, value, is_unfinished=is_unfinished)
            case OneOf(name, values):
                return _value(name, values)
            case Dated():
                return _dated(node)
            case Not(part):
                left_out = self.query(part)
                return None if left_out is None else _without([left_out])
            case All(parts):
                return self._all_of(parts)
            case Any(parts):
                return _one_of([self.query(part) for part in parts])
            case Some(parts, least):
                found = [(Occur.Should, query) for part in parts if (query := self.query(part)) is not None]
                least = min(least, len(found))
                return Query.boolean_query(found, minimum_number_should_match=least) if found else None

    def _all_of(self, parts: tuple[Node, ...]) -> Query | None:
        wanted = [query for part in parts if not isinstance(part, Not) and (query := self.query(part)) is not None]
        left_out = [query for part in parts if isinstance(part, Not) and (query := self.query(part.part)) is not None]
        if not wanted:
            return _without(left_out) if left_out else None
        return Query.boolean_query(
            [(Occur.Must, query) for query in wanted] + [(Occur.MustNot, query) for query in left_out]
        )

    def _beginning(self, words: list[str]) -> Query | None:
        # Letters and digits alone are left of a word by then, so nothing in it can mean something to the pattern.
        if len(words) < 2:
            return Query.regex_query(SCHEMA, "plain", f"{words[0]}.*") if words else None
        return Query.boolean_query([(Occur.Should, one) for one in self._unfinished(words[:-1], words[-1])])

    def _unfinished(self, words: list[str], start: str) -> Iterator[Query]:
        """Yield phrases whose last word begins so, as few as the engine takes: it takes 16,384 words of a segment."""
        phrase = _begun(words, f"{start}.*")
        if self.fits(phrase) or len(start) >= LONGEST_SPLIT:
            yield phrase
            return
        yield _begun(words, start)
        yield _begun(words, f"{start}[^{SPLIT_AT}].*")
        for sign in SPLIT_AT:
            yield from self._unfinished(words, f"{start}{sign}")


def _begun(words: list[str], last: str) -> Query:
    return Query.regex_phrase_query(SCHEMA, "plain", [*words, last])


def _one_of(found: Sequence[Query | None]) -> Query | None:
    queries = [query for query in found if query is not None]
    if len(queries) < 2:
        return queries[0] if queries else None
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _in_words(ways: Iterable[str]) -> list[list[str]]:
    """Return the different lists of words that some spellings are."""
    return [list(words) for words in dict.fromkeys(tuple(plain_words(way)[:LONGEST_PHRASE]) for way in ways)]


def _dated(days: Dated) -> Query:
    first, last = (day.toordinal() if day else None for day in (days.first, days.last))
    return _silent(Query.range_query(SCHEMA, "day", FieldType.Integer, first, last))


def _without(left_out: list[Query]) -> Query:
    return Query.boolean_query(
        [(Occur.Must, _silent(Query.all_query())), *[(Occur.MustNot, query) for query in left_out]]
    )


def _word(text: str) -> Query | None:
    """A word in any form: by its stem, by its family, and in each of its spellings; of two words, side by side."""
    found: list[Query | None] = []
    for plain in _in_words(spellings(text, is_word=True)):
        if len(plain) != 1:  # e-mail, 24(1)
            found.append(_exactly(plain))
            continue
        found += [Query.term_query(SCHEMA, "text", stem, "freq") for stem in stemmed_words(plain[0])[:1]]
        found += [Query.term_query(SCHEMA, "plain", other, "freq") for other in others_of(plain[0])]
    return _one_of(found)


def _exactly(words: list[str]) -> Query | None:
    if len(words) > 1:
        return Query.phrase_query(SCHEMA, "plain", list(words))
    return Query.term_query(SCHEMA, "plain", words[0], "freq") if words else None


def _value(name: str, values: tuple[str, ...]) -> Query:
    if not values or name not in RAW:
        return Query.empty_query()
    return _silent(Query.term_set_query(SCHEMA, name, list(values)))


def _named(name: str, value: str, *, is_unfinished: bool) -> Query | None:
    field = NAMED.get(name)
    if field is None:  # a public body or a kind that nobody resolved
        return Query.empty_query()
    cut = stemmed_words if field == "title" else plain_words
    ways = dict.fromkeys((*cut(way), *plain_words(way)[-1:]) for way in spellings(value, is_unfinished=is_unfinished))
    every = []
    for *whole, last in filter(None, ways):
        words = [Query.term_query(SCHEMA, field, word, "basic") for word in whole]
        if is_unfinished:  # “children” begins with no stem, and is one all the same
            begun = Query.regex_query(SCHEMA, field, f"{last}.*")
            words[-1] = Query.boolean_query([(Occur.Should, words[-1]), (Occur.Should, begun)])
        every.append(Query.boolean_query([(Occur.Must, word) for word in words]))
    found = _one_of(every)
    return _silent(found) if found else None


def _in_titles(asked: Node | None) -> list[Query]:
    words = {word for part in sought(asked) for word in stemmed_words(spellings(part.text)[0])}
    return [Query.term_query(SCHEMA, "title", word, "freq") for word in sorted(words)]


def _silent(query: Query) -> Query:
    """Let a condition say yes or no and nothing about what is better."""
    return Query.const_score_query(query, 0.0)
