"""An index of the older form answers until the indexer has made the new one by itself, beside it and with progress."""

import json
import threading
from pathlib import Path

import pytest
from django.conf import settings as site
from tantivy import Document, Filter, Index, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from dueregard.foundation.search.actions.keep_index import keep_index
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.search.gateways.interface import IndexUnavailable, Reader, the_index
from dueregard.foundation.search.queries.search import search
from tests.foundation.search import shelf
from tests.foundation.search.shelf import put, thing
from tests.searching import differences, hits, titles

pytestmark = pytest.mark.django_db

TEXTS = {
    "1": "We withhold it under s.40(2).",
    "2": "Section 40(2) applies. The council’s e-mail.",
    "3": "A secret plan.",
}


def third_shape() -> tuple[Index, Path]:
    """Begin an index as version 3 of its shape was written."""
    builder = SchemaBuilder()
    for name in ("who", "instead_in", "document"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("owner", "kind", "body", "year", "case", "exemption"):
        builder.add_text_field(name, stored=name == "owner", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("title", tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("plain", stored=True, tokenizer_name="plain", index_option="position")
    for name in ("ground", "by"):
        builder.add_text_field(name, tokenizer_name="plain", index_option="basic")
    for name in ("day", "since", "fingerprint"):
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("shown", stored=True)
    folder = Path(site.SEARCH_FOLDER) / "shape-3-00ff00ff00ff"
    folder.mkdir(parents=True)
    index = Index(builder.build(), path=str(folder))
    index.register_tokenizer("stemmed", analyzer(is_stemmed=True))
    index.register_tokenizer("plain", analyzer(is_stemmed=False))
    return index, folder


def analyzer(*, is_stemmed: bool) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.ascii_fold()).filter(Filter.lowercase())
    return (builder.filter(Filter.stemmer("english")) if is_stemmed else builder).build()


@pytest.fixture
def older_index() -> None:
    """Public pages in an index of version 3, and the same on the shelf."""
    put(*(thing(key, text) for key, text in TEXTS.items()))
    index, folder = third_shape()
    writer = index.writer(15_000_000, 1)
    for key, text in TEXTS.items():
        one, document = shelf.THINGS[key][0], Document()
        document.add_text("owner", f"shelf:{key}")
        document.add_text("who", "*")
        document.add_text("kind", "page")
        document.add_integer("fingerprint", one.fingerprint())
        document.add_integer("since", int(one.since.timestamp()))
        for words in (text, one.title, ""):
            document.add_text("text", words)
            document.add_text("plain", words)
        document.add_text("title", one.title)
        shown = dict.fromkeys(("label", "by", "body", "document", "part"), "") | {
            "kind": "page", "key": key, "title": one.title, "url": one.url, "dated_on": None, "cases": [],
            "page": None, "start_ms": None, "since": 0,
        }  # fmt: skip
        document.add_bytes("shown", json.dumps(shown).encode())
        writer.add_document(document)
    writer.commit()
    (Path(site.SEARCH_FOLDER) / "current").write_text(folder.name)


def test_an_older_index_answers_and_waits_to_be_made_anew(older_index: None) -> None:
    assert not the_index().is_ready()
    assert {hit.key for hit in hits("section 40(2)")} == {"2"}
    assert {hit.key for hit in hits("s.40(2)")} == {"1", "2"}
    (hit,) = hits("secret")
    assert "".join(piece.text for piece in hit.passage) == TEXTS["3"]
    assert search("secert", reader=Reader()).suggestions == ("secret",)


def test_it_is_made_anew_by_itself_while_searches_go_on(older_index: None) -> None:
    seen: list[tuple[int, int, int]] = []

    def look(done: int, total: int) -> None:
        seen.append((done, total, len(hits("plan"))))

    keep_index(stop=threading.Event(), progress=look, until_empty=True)
    assert seen[0][:2] == (0, 3)
    assert seen[-1][:2] == (3, 3)
    assert {found for _, _, found in seen} == {1}
    assert {hit.key for hit in hits("section 40(2)")} == {"1", "2"}
    assert titles("email council") == ["Document 2"]
    assert the_index().is_ready()
    assert differences() == []
    assert [path.name.startswith("shape-3-") for path in Path(site.SEARCH_FOLDER).glob("shape-*")] == [False]


def test_what_is_taken_back_while_it_is_made_anew_is_gone_at_once(older_index: None) -> None:
    found: list[int] = []

    def take_back(done: int, total: int) -> None:
        if not found:
            shelf.THINGS["3"] = []
            mark_changed(kind="shelf", keys=["3"])
        found.append(len(hits("secret")))

    keep_index(stop=threading.Event(), progress=take_back, until_empty=True)
    assert set(found) == {0}
    assert titles("secret") == []


def test_an_index_of_a_shape_nobody_reads_any_more_is_as_good_as_none(older_index: None) -> None:
    folder = Path(site.SEARCH_FOLDER)
    (folder / "shape-3-00ff00ff00ff").rename(folder / "shape-2-00ff00ff00ff")
    (folder / "current").write_text("shape-2-00ff00ff00ff")
    with pytest.raises(IndexUnavailable):
        hits("secret")
