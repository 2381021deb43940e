"""A web page or a minute counts as a source only if somebody else can find it."""

from datetime import date

import pytest

from dueregard.rules.findings.likeness import compared, is_meant_for
from dueregard.rules.findings.predecessors import Took, carried_forward
from dueregard.rules.findings.sources import NotASource, SourceKind, SourceSaid, checked, source_words
from dueregard.rules.findings.statements import LONGEST, NotAStatement, Stance, clean_statement

TODAY = date(2026, 11, 30)
PAGE = SourceSaid(SourceKind.WEB, "https://northport.example/prevent", date(2026, 11, 2))
MINUTE = SourceSaid(SourceKind.MINUTE, "", None, "Cabinet", date(2026, 3, 3), "item 4", has_copy=True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (SourceSaid(SourceKind.WEB, "", date(2026, 1, 1)), "url"),
        (SourceSaid(SourceKind.WEB, "northport.example", date(2026, 1, 1)), "url"),
        (SourceSaid(SourceKind.WEB, "javascript:alert(1)", date(2026, 1, 1)), "url"),
        (SourceSaid(SourceKind.WEB, "https://[bad", date(2026, 1, 1)), "url"),
        (SourceSaid(SourceKind.WEB, "https://northport.example/"), "seen_on"),
        (SourceSaid(SourceKind.WEB, "https://northport.example/", date(2026, 12, 1)), "seen_on"),
        (SourceSaid(SourceKind.MINUTE, "", None, "", date(2026, 3, 3), has_copy=True), "meeting"),
        (SourceSaid(SourceKind.MINUTE, "", None, "Cabinet", None, has_copy=True), "met_on"),
        (SourceSaid(SourceKind.MINUTE, "", None, "Cabinet", date(2026, 3, 3)), "url"),
    ],
)
def test_what_cannot_be_found_is_refused_at_its_field(said: SourceSaid, field: str) -> None:
    with pytest.raises(NotASource) as refusal:
        checked(said, TODAY)
    assert refusal.value.field == field


def test_sources_in_words() -> None:
    assert source_words(checked(PAGE, TODAY)) == "northport.example, read on 2 November 2026"
    assert source_words(checked(MINUTE, TODAY)) == "Cabinet, minutes of 3 March 2026, item 4"
    assert (PAGE.day, MINUTE.day) == (date(2026, 11, 2), date(2026, 3, 3))


def test_a_question_is_for_the_kinds_and_nations_it_names() -> None:
    assert is_meant_for("university", "wales", [], [])
    assert is_meant_for("university", "wales", ["university"], ["wales"])
    assert not is_meant_for("university", "scotland", ["university"], ["wales"])
    assert not is_meant_for("academy", "wales", ["university"], ["wales"])
    assert compared(["no", "yes", "no"]).counts == (("no", 2), ("yes", 1))


def test_an_answer_goes_forward_only_where_one_body_took_over_from_one() -> None:
    day = date(2027, 4, 1)
    alone = [Took("old", "new", day)]
    assert carried_forward(alone, day) == {"new": ("old",)}
    assert carried_forward(alone, date(2027, 3, 31)) == {}
    assert carried_forward([*alone, Took("other", "new", day)], day) == {}, "two merged: nobody knows"
    assert carried_forward([*alone, Took("old", "third", day)], day) == {}, "one was divided"
    assert carried_forward([Took("old", "new", None)], day) == {"new": ("old",)}


def test_an_answer_goes_forward_over_several_bodies_the_nearest_first() -> None:
    day = date(2027, 4, 1)
    steps = [Took("first", "second", date(2019, 4, 1)), Took("second", "third", day)]
    assert carried_forward(steps, day) == {"second": ("first",), "third": ("second", "first")}
    merged = [*steps, Took("other", "second", date(2019, 4, 1))]
    assert carried_forward(merged, day) == {"third": ("second",)}, "behind a merger nobody knows"
    circle = [Took("one", "two", day), Took("two", "one", day)]
    assert carried_forward(circle, day) == {"one": ("two",), "two": ("one",)}


def test_a_body_that_objects_says_what_is_right() -> None:
    assert clean_statement(Stance.AGREES, "  ") == ""
    assert clean_statement(Stance.DISPUTES, " It  is \n on page 3. ") == "It is\non page 3."
    for stance, typed in ((Stance.DISPUTES, ""), (Stance.CHANGED, " "), (Stance.AGREES, "x" * (LONGEST + 1))):
        with pytest.raises(NotAStatement):
            clean_statement(stance, typed)
