"""A question in the embedded index's own terms. The reader's permission is part of it: nothing else is ever counted."""

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
from dueregard.rules.search.query import All, Any, Beginning, Dated, Field, Node, Not, OneOf, Phrase, Word, sought

TITLE_WEIGHT = 2.0
LONGEST_PHRASE = 40  # words


def question(ask: Ask) -> Query:
    """Return what is looked for and by whom; words in titles weigh more when the best comes first."""
    parts = permission(ask.reader)
    if ask.asked is not None:
        parts.append((Occur.Must, _query(ask.asked) or Query.empty_query()))
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


def _query(node: Node) -> Query | None:
    """Return a node's query; None when nothing of it is a word."""
    match node:
        case Word(text):
            return _word(text)
        case Phrase(text):
            return _exactly(plain_words(text)[:LONGEST_PHRASE])
        case Beginning(text):
            return _beginning(plain_words(text)[:LONGEST_PHRASE])
        case Field(name, value):
            return _named(name, value)
        case OneOf(name, values):
            return _value(name, values)
        case Dated(first, last):
            return _silent(
                Query.range_query(
                    SCHEMA,
                    "day",
                    FieldType.Integer,
                    first.toordinal() if first else None,
                    last.toordinal() if last else None,
                )
            )
        case Not(part):
            left_out = _query(part)
            return None if left_out is None else _without([left_out])
        case All(parts):
            return _all_of(parts)
        case Any(parts):
            found = [query for part in parts if (query := _query(part)) is not None]
            return Query.boolean_query([(Occur.Should, query) for query in found]) if found else None


def _all_of(parts: tuple[Node, ...]) -> Query | None:
    wanted = [query for part in parts if not isinstance(part, Not) and (query := _query(part)) is not None]
    left_out = [query for part in parts if isinstance(part, Not) and (query := _query(part.part)) is not None]
    if not wanted:
        return _without(left_out) if left_out else None
    return Query.boolean_query(
        [(Occur.Must, query) for query in wanted] + [(Occur.MustNot, query) for query in left_out]
    )


def _without(left_out: list[Query]) -> Query:
    return Query.boolean_query(
        [(Occur.Must, _silent(Query.all_query())), *[(Occur.MustNot, query) for query in left_out]]
    )


def _word(text: str) -> Query | None:
    plain = plain_words(text)
    if len(plain) > 1:  # e-mail, 24(1): its parts, side by side
        return _exactly(plain[:LONGEST_PHRASE])
    stems = stemmed_words(text)
    return Query.term_query(SCHEMA, "text", stems[0], "freq") if stems else None


def _exactly(words: list[str]) -> Query | None:
    if len(words) > 1:
        return Query.phrase_query(SCHEMA, "plain", list(words))
    return Query.term_query(SCHEMA, "plain", words[0], "freq") if words else None


def _beginning(words: list[str]) -> Query | None:
    if len(words) > 1:
        return Query.phrase_prefix_query(SCHEMA, "plain", list(words))
    # Letters and digits alone are left of a word by then, so nothing in it can mean something to the pattern.
    return Query.regex_query(SCHEMA, "plain", f"{words[0]}.*") if words else None


def _value(name: str, values: tuple[str, ...]) -> Query:
    if not values or name not in RAW:
        return Query.empty_query()
    return _silent(Query.term_set_query(SCHEMA, name, list(values)))


def _named(name: str, value: str) -> Query | None:
    field = NAMED.get(name)
    if field is None:  # a public body or a kind that nobody resolved
        return Query.empty_query()
    words = (stemmed_words if field == "title" else plain_words)(value)
    queries = [Query.term_query(SCHEMA, field, word, "basic") for word in words]
    return _silent(Query.boolean_query([(Occur.Must, query) for query in queries])) if queries else None


def _in_titles(asked: Node | None) -> list[Query]:
    words = {word for part in sought(asked) for word in stemmed_words(part.text)}
    return [Query.term_query(SCHEMA, "title", word, "freq") for word in sorted(words)]


def _silent(query: Query) -> Query:
    """Let a condition say yes or no and nothing about what is better."""
    return Query.const_score_query(query, 0.0)
