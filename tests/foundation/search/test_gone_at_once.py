"""What was withdrawn or redacted is found no more from that moment, though the indexer has not come to it yet."""

from typing import Any

import pytest

from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.search.gateways.interface import Reader
from dueregard.foundation.search.queries.search import case_titles, newest, search
from tests.foundation.search.shelf import THINGS, put, thing
from tests.searching import hits, index_now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "is_left"),
    [
        ({"is_public": False, "group": "n"}, False),
        ({"instead_in": ""}, True),
        ({"text": "The landmark is XXXXX."}, False),
        ({"title": "Without the name"}, False),
        ({"by": "Somebody else"}, False),
        ({"label": "page 9"}, True),
        (None, False),
    ],
    ids=["withdrawn", "as it was", "redacted", "another title", "another author", "another label", "gone"],
)
def test_what_was_withdrawn_or_redacted_is_gone_before_the_indexer_comes(
    changed: dict[str, Any] | None, is_left: bool
) -> None:
    put(thing("1", "The landmark is Robin."), thing("2", "Another landmark."))
    index_now()
    assert {hit.key for hit in hits("landmark")} == {"1", "2"}
    THINGS.pop("1")
    if changed is not None:
        put(thing("1", **{"text": "The landmark is Robin."} | changed))
    mark_changed(kind="shelf", keys=["1"])
    left = {"1", "2"} if is_left else {"2"}
    found = search("landmark", reader=Reader())
    assert ({hit.key for hit in found.found.hits}, found.found.count) == (left, len(left))
    assert {hit.key for hit in newest(None, Reader(), limit=50)} == left


def test_a_case_that_was_withdrawn_is_not_named_before_the_indexer_comes() -> None:
    put(thing("c1", "", kind="case", cases=("c1",), title="Secret campaign"))
    index_now()
    assert case_titles(["c1"], Reader()) == {"c1": "Secret campaign"}
    put(thing("c1", "", kind="case", cases=("c1",), title="Secret campaign", is_public=False))
    mark_changed(kind="shelf", keys=["c1"])
    assert case_titles(["c1"], Reader()) == {}
