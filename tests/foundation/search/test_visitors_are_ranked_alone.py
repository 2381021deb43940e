"""What a visitor finds first rests on public texts alone: no private text moves a hit, a word or a number for them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.foundation.search.actions.audit_index import audit_index
from dueregard.foundation.search.gateways.embedded import EmbeddedIndex
from dueregard.foundation.search.gateways.interface import Ask, Reader, the_index
from dueregard.foundation.search.gateways.shape import VISITORS, document_of
from dueregard.rules.search.findable import Findable
from dueregard.rules.search.query import Any, Word
from tests.foundation.search import shelf
from tests.foundation.search.shelf import put, thing

pytestmark = pytest.mark.django_db

WORDS = ("referral", "training", "council", "pupil")
PUBLIC = [
    thing("1", "referral referral training council"),
    thing("2", "training training council council"),
    thing("3", "council pupil referral training"),
    thing("4", "pupil pupil"),
]
VISITOR = Reader()
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def index_of(folder: object, *things: Findable) -> EmbeddedIndex:
    """Return an index of these things, each of a row of its own."""
    index = EmbeddedIndex(str(folder))
    with index.writing_anew() as writer:
        for one in things:
            writer.replace(("shelf", one.key), [one])
    return index


def ranked(index: EmbeddedIndex, *asked: str, reader: Reader = VISITOR) -> list[str]:
    """Return the keys of what is found, the best first."""
    return [hit.key for hit in index.find(Ask(Any(tuple(map(Word, asked))), reader)).hits]


def test_a_private_text_would_move_what_its_own_group_reads_and_moves_nothing_for_visitors(tmp_path: object) -> None:
    """The rare word decides: private texts full of it make it common. Members see that, visitors do not."""
    public = [thing("rare", "referral " + "x " * 20), thing("common", "council " + "x " * 19 + "council")]
    public += [thing(f"other-{at}", "council") for at in range(8)]
    private = [thing(f"p{at}", "referral", is_public=False, group="g") for at in range(400)]
    bare, full = index_of(f"{tmp_path}/bare", *public), index_of(f"{tmp_path}/full", *public, *private)
    assert ranked(bare, "referral", "council")[0] == "rare"
    assert ranked(full, "referral", "council") == ranked(bare, "referral", "council")
    elsewhere = [
        key for key in ranked(full, "referral", "council", reader=Reader(frozenset("z"))) if key in {"rare", "common"}
    ]
    assert elsewhere[0] == "common", "the weights of the whole index do differ: this test can fail"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(private=st.lists(words, max_size=15), asked=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_whatever_is_private_the_order_for_visitors_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, private: list[str], asked: list[str]
) -> None:
    hidden = [thing(f"p{at}", text, is_public=False, group="g") for at, text in enumerate(private)]
    bare = index_of(tmp_path_factory.mktemp("bare"), *PUBLIC)
    full = index_of(tmp_path_factory.mktemp("full"), *hidden, *PUBLIC)
    assert ranked(full, *asked) == ranked(bare, *asked)
    assert full.words_like("referal", VISITOR) == bare.words_like("referal", VISITOR)


def test_what_is_published_and_withdrawn_comes_and_goes_for_visitors(tmp_path: object) -> None:
    index = index_of(tmp_path, thing("1", "council", is_public=False, group="g"))
    assert ranked(index, "council") == []
    for is_public, expected in ((True, ["1"]), (False, [])):
        with index.only_writer(), index.writing() as writer:
            writer.replace(("shelf", "1"), [thing("1", "council", is_public=is_public, group="g")])
            writer.commit()
        assert ranked(index, "council") == expected
        assert ranked(index, "council", reader=Reader(frozenset("g"))) == ["1"]


def test_the_audit_sees_what_visitors_are_not_given_and_what_they_are_given_in_excess() -> None:
    put(thing("1", "council"), thing("2", "secret", is_public=False, group="g"))
    index = the_index()
    assert isinstance(index, EmbeddedIndex)
    with index.writing_anew() as writer:
        for key, things in shelf.THINGS.items():
            writer.replace(("shelf", key), things)
    assert audit_index(progress=lambda done, total: None) == []
    with index.writing_anew() as writer:
        writer.replace(("shelf", "1"), [thing("1", "council")])
        writer._visitors.delete_documents_by_term("owner", "shelf:1")  # type: ignore[attr-defined]
        writer.replace(("shelf", "2"), shelf.THINGS["2"])
    assert [one.key for one in audit_index(progress=lambda done, total: None)] == ["1"]
    with index.writing_anew() as writer:
        for key, things in shelf.THINGS.items():
            writer.replace(("shelf", key), things)
        writer._visitors.add_document(document_of(shelf.THINGS["2"][0]))  # type: ignore[attr-defined]
    assert [one.key for one in audit_index(progress=lambda done, total: None)] == ["2"]
    assert (index.generations.folder / index.generations.current() / VISITORS).is_dir()
