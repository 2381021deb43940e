"""The shape of the embedded index: its fields, how words are cut, and a findable thing as one of its documents.

Every number is signed: an unsigned field that is given Python's integers kills the writing thread of tantivy.
"""

from __future__ import annotations

import json
from typing import Any

from tantivy import Document, Filter, Index, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from dueregard.foundation.search.gateways.interface import Owner
from dueregard.rules.search.findable import Findable
from dueregard.rules.search.forms import Compared, compare
from dueregard.rules.search.letters import clean, fold

VERSION = 7  # count it up with every change here: an index of another shape is made anew
# Shapes whose fields are the first of this one's: they answer, in their older form, until the new index is made.
READABLE = (VERSION, 6, 5, 4, 3)
EVERYBODY = "*"
VISITORS = "visitors"  # folder of the index that visitors are answered from: it holds what everybody may find, alone
LONGEST_WORD = 60  # bytes; longer runs of letters are no words

# Facets, as values that are counted.
FACETS = ("kind", "body", "year", "case", "exemption")
# Named fields whose words are compared one by one, and how those are cut.
NAMED = {"section": "ground", "by": "by", "title": "title"}
# Fields that hold one value as it stands.
RAW = {*FACETS, "document"}


def _analyzer(*, is_stemmed: bool) -> TextAnalyzer:
    # Plain letters first: a Turkish capital I with its dot is one small letter only then.
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.ascii_fold()).filter(Filter.lowercase())
    builder = builder.filter(Filter.remove_long(LONGEST_WORD))
    return (builder.filter(Filter.stemmer("english")) if is_stemmed else builder).build()


STEMMED = _analyzer(is_stemmed=True)
PLAIN = _analyzer(is_stemmed=False)


def schema() -> Schema:
    """Return the fields. Words are found in `text`, exact words and beginnings in `plain`; `kept` is the text."""
    builder = SchemaBuilder()
    for name in ("who", "instead_in", "document"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("owner", *FACETS):
        builder.add_text_field(name, stored=name == "owner", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("title", tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("plain", tokenizer_name="plain", index_option="position")
    for name in ("ground", "by"):
        builder.add_text_field(name, tokenizer_name="plain", index_option="basic")
    for name in ("day", "since", "fingerprint"):
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("shown", stored=True)
    builder.add_bytes_field("kept", stored=True, indexed=False)
    return builder.build()


SCHEMA = schema()


def open_index(folder: str, *, is_there: bool = False) -> Index:
    """Open the index in a folder, or begin an empty one there. Readers look for news when they are told to.

    One that is there may have an older shape that can still be asked. Raises: ValueError
    """
    index = Index.open(folder) if is_there else Index(SCHEMA, path=folder)
    index.register_tokenizer("stemmed", STEMMED)
    index.register_tokenizer("plain", PLAIN)
    index.config_reader("manual")
    return index


def owner_term(owner: Owner) -> str:
    """Return the term by which everything made of one row is replaced at once."""
    return f"{owner[0]}:{owner[1]}"


def owner_of(term: str) -> Owner:
    """Return the row that a term names."""
    kind, _, key = term.partition(":")
    return kind, key


def plain_words(text: str) -> list[str]:
    """Return the words of a text as exact words are compared."""
    return list(PLAIN.analyze(fold(clean(text))))


def stemmed_words(text: str) -> list[str]:
    """Return the words of a text as words in any form are compared."""
    return list(STEMMED.analyze(fold(clean(text))))


def document_of(thing: Findable) -> Document:
    """Return what is written for a findable thing."""
    document = Document()
    title, text = clean(thing.title), clean(thing.text)
    document.add_text("owner", owner_term((thing.row_kind, thing.key)))
    document.add_integer("fingerprint", thing.fingerprint())
    for who in ([EVERYBODY] if thing.is_public else []) + ([thing.group] if thing.group else []):
        document.add_text("who", who)
    if thing.instead_in:
        document.add_text("instead_in", thing.instead_in)
    about = clean(thing.about)
    asked = [clean(words) for words in thing.asked]
    for words in (text, title, about, "\n".join(asked)):
        document.add_bytes("kept", words.encode())
    _add_named(document, text, title, about, asked)
    document.add_text("kind", thing.kind)
    _add_facts(document, thing)
    document.add_bytes("shown", json.dumps(_shown(thing, title), ensure_ascii=False).encode("utf-8", "replace"))
    return document


def _add_words(document: Document | Collected, compared: Compared) -> None:
    """Add a text as it is compared. Another spelling stands among its neighbours, so that phrases find it too."""
    main = fold(compared.text)
    document.add_text("text", main)
    document.add_text("plain", main)
    others = " . ".join(compared.others())
    if others:
        document.add_text("text", fold(others))
        for window in compared.windows():
            document.add_text("plain", fold(window.text))


class Collected:
    """What `_add_words` is given where no document is written: it keeps the texts of each field."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {"text": [], "title": [], "plain": []}

    def add_text(self, name: str, text: str) -> None:
        """Keep a text of a field."""
        self.texts[name].append(text)


def words_as_indexed(thing: Findable) -> tuple[list[str], list[str], list[list[str]]]:
    """Return the words of a thing as its document has them: stems of its text, stems of its title, words in pieces."""
    found = Collected()
    _add_named(found, clean(thing.text), clean(thing.title), clean(thing.about), list(map(clean, thing.asked)))
    stems = [[stem for text in found.texts[name] for stem in STEMMED.analyze(text)] for name in ("text", "title")]
    return stems[0], stems[1], [list(PLAIN.analyze(text)) for text in found.texts["plain"]]


def _add_named(document: Document | Collected, text: str, title: str, about: str, asked: list[str]) -> None:
    """Add the texts of a thing: what it says, what it is called, and the words in which people ask for it."""
    for compared in (compare(text), called := compare(title), compare(about)):
        _add_words(document, compared)
    document.add_text("title", _in_all_spellings(called))
    for compared in map(compare, asked):
        _add_words(document, compared)
        document.add_text("title", _in_all_spellings(compared))


def _in_all_spellings(compared: Compared) -> str:
    return fold(" . ".join([compared.text, *compared.others()]))


def texts_of(document: Document) -> list[str]:
    """Return a document's text, title, further names and asked words; the third shape has them in another field."""
    kept = document.get_all("kept")
    return [bytes(one).decode() for one in kept] if kept else [str(one) for one in document.get_all("plain")] or [""]


def _add_facts(document: Document, thing: Findable) -> None:
    for name, value in (("body", thing.body), ("document", thing.document)):
        if value:
            document.add_text(name, value)
    for case in thing.cases:
        document.add_text("case", case)
    for exemption in thing.exemptions:
        document.add_text("exemption", clean(exemption))
        document.add_text("ground", _in_all_spellings(compare(clean(exemption))))
    if thing.by:
        document.add_text("by", _in_all_spellings(compare(clean(thing.by))))
    if thing.dated_on:
        document.add_integer("day", thing.dated_on.toordinal())
        document.add_text("year", str(thing.dated_on.year))
    document.add_integer("since", int(thing.since.timestamp()))


def _shown(thing: Findable, title: str) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "key": thing.key,
        "part": thing.part,
        "title": title,
        "url": thing.url,
        "label": thing.label,
        "by": thing.by,
        "body": thing.body,
        "dated_on": thing.dated_on.isoformat() if thing.dated_on else None,
        "cases": thing.cases,
        "document": thing.document,
        "page": thing.page,
        "start_ms": thing.start_ms,
        "since": int(thing.since.timestamp()),
    }
