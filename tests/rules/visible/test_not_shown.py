"""Words that are held and not shown are found, each occurrence by itself, and what only looks different is not."""

import pytest

from dueregard.rules.visible.held import Held
from dueregard.rules.visible.not_shown import not_shown


def lacking(held: list[str], *shown: str, above: str = "") -> str:
    """Return the words that no page shows."""
    every = [Held(text, "the text") for text in held] + ([Held(above, "above", repeats=True)] if above else [])
    return "; ".join(one.words for one in not_shown(every, shown))


@pytest.mark.parametrize(
    ("held", "shown", "missing"),
    [
        (["Robin Sample wrote it."], ["Robin Sample\nwrote it."], ""),
        (["Robin Sample wrote it."], ["wrote it."], "Robin Sample"),
        (["Robin", "and Robin again"], ["and Robin again"], "Robin"),
        (["Ask Robin Sample", "Sample"], ["Ask Robin Sample"], "Sample"),
        (["documents are kept"], ["docu-\nments are kept"], ""),
        (["documents are kept"], ["docu", "ments are kept"], "documents"),
        (["North High", "Robin"], ["North HighRobin"], ""),
        (["The duty", "Training"], ["1. The duty\n2. Training"], ""),
        (["first office"], ["ﬁrst oﬃce"], ""),
        (["Café"], ["Cafe\u0301"], ""),
        (["STRASSE"], ["straße"], ""),
        (["O’Brien"], ["O'Brien"], ""),
        (["£1,234.50"], ["£1,234.50"], ""),
        (["1234"], ["###"], "1234"),
        (["12"], ["112"], ""),  # a number that ends one that was run together with another
        (["a b c"], [""], "a b c"),
        (["—"], [""], ""),
    ],
)
def test_words_are_compared_as_a_reader_would(held: list[str], shown: list[str], missing: str) -> None:
    assert lacking(held, *shown) == missing


def test_a_header_is_shown_on_every_page_and_a_hidden_word_of_it_is_still_missed() -> None:
    shown = ["Robin Sample\none", "Robin Sample\ntwo"]
    assert lacking(["one", "two"], *shown, above="Robin Sample") == ""
    assert lacking(["one", "two", "Robin"], *shown, above="Robin Sample") == "Robin"
    assert lacking(["one", "two"], "one", "two", above="Robin Sample") == "Robin Sample"


def test_a_lacking_word_is_said_where_most_words_of_its_place_are_lacking() -> None:
    held = [Held("Ask Robin about it", "page one"), Held("Robin Sample", "a black cell")]
    assert [(one.where, one.words, one.count) for one in not_shown(held, ["Ask Robin about it"])] == [
        ("a black cell", "Robin Sample", 2)
    ]


def test_ten_thousand_words_are_compared_in_one_pass() -> None:
    words = [f"word{number}" for number in range(10_000)]
    assert lacking([" ".join(words), "hidden"], " ".join(reversed(words))) == "hidden"
