"""A search said back in words, so that its reader sees what was understood. Reading it is query's."""

from collections.abc import Sequence
from datetime import date

from dueregard.rules.search.query import All, Any, Beginning, Dated, Field, Node, Not, OneOf, Phrase, Query, Some, Word

_FIELD_WORDS = {
    "body": "about {}",
    "kind": "of the kind {}",
    "case": "in the case {}",
    "section": "withheld under {}",
    "title": "with {} in the title",
    "by": "written by {}",
}


def say_query(query: Query) -> str:
    """Return in one sentence what is looked for; empty when nothing is."""
    if query.asked is None:
        return ""
    return f"Searching for: {_say(query.asked, is_inner=False)}."


def _say(node: Node, *, is_inner: bool = True) -> str:
    match node:
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return f"exactly “{text}”"
        case Beginning(text):
            return f"words starting with “{text}”"
        case Field(name, value):
            return _FIELD_WORDS[name].format(f"“{value}”")
        case OneOf(name, values, says):
            known = says or _list([f"“{value}”" for value in values], "or")
            return _FIELD_WORDS[name].format(known or "nothing we recognise")
        case Dated(first, last):
            return _say_days(first, last)
        case Not(part):
            return f"not {_say(part)}"
        case All(parts):
            return _bracketed(_list([_say(part) for part in parts], "and"), is_inner)
        case Any(parts):
            return _bracketed(_list([_say(part) for part in parts], "or"), is_inner)
        case Some(parts):
            return f"as many as possible of {_list([_say(part) for part in parts], 'and')}"


def _say_days(first: date | None, last: date | None) -> str:
    if first and last:
        return f"dated from {_say_day(first)} to {_say_day(last)}"
    return f"dated {_say_day(first)} or later" if first else f"dated {_say_day(last)} or earlier"


def _say_day(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _bracketed(words: str, is_inner: bool) -> str:
    return f"({words})" if is_inner else words


def _list(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
