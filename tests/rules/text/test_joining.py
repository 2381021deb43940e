"""Two people who edit one thing lose nothing: what does not clash is joined, and what clashes is left to a person."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.law.laws import Nation
from dueregard.rules.text.joining import Joining, Seen, Shape, as_text, join_edits
from dueregard.rules.text.paragraphs import Part, join_paragraphs, paragraphs_of, what_changed

BODY = Shape(
    {"name": "name", "town": "town", "law": "law", "because": "reason", "notes": "notes"},
    together=(("law", "because"),),
    by_paragraph=frozenset({"notes"}),
)
STORED = {"name": "Northport Council", "town": "Northport", "law": "foia", "because": "", "notes": "One.\n\nTwo."}
WORDS = ["Ask who they are.", "Write it down.", "Keep a copy.", "Tell a friend.", "Breathe.", "- an item", "## Rights"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=7).map("\n\n".join)
NEW = st.sampled_from([*WORDS, "A new one.", "Another new one.", "Something else."])


def joined(yours: dict[str, str], theirs: dict[str, str]) -> Joining:
    return join_edits(seen=STORED, theirs={**STORED, **theirs}, yours={**STORED, **yours}, shape=BODY)


@st.composite
def edits(draw: st.DrawFn, was: str) -> str:
    """Change, add, remove and move some paragraphs of a text."""
    now = [each.words for each in paragraphs_of(was)]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(now)))
        match draw(st.sampled_from(["add", "change", "remove", "move"])):
            case "add":
                now.insert(at, draw(NEW))
            case "change" if now:
                now[at % len(now)] = draw(NEW)
            case "remove" if now:
                del now[at % len(now)]
            case "move" if now:
                now.append(now.pop(at % len(now)))
    return "\n\n".join(now)


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    was = draw(TEXTS)
    return was, draw(edits(was)), draw(edits(was))


def test_two_changes_to_different_fields_are_both_kept() -> None:
    outcome = joined({"town": "Southmoor"}, {"name": "Northport City Council"})
    assert not outcome.clashes
    assert outcome.values == {**STORED, "town": "Southmoor", "name": "Northport City Council"}


def test_the_same_change_twice_is_no_clash() -> None:
    outcome = joined({"town": "Southmoor"}, {"town": "Southmoor"})
    assert not outcome.clashes
    assert outcome.values["town"] == "Southmoor"


def test_two_changes_to_one_field_clash_and_both_are_shown() -> None:
    (clash,) = joined({"town": "Southmoor"}, {"town": "Westhaven"}).clashes
    assert (clash.name, clash.parts) == ("town", (Part("Northport", "Westhaven", "Southmoor"),))
    assert (clash.with_theirs, clash.with_yours) == ("Westhaven", "Southmoor")


def test_fields_that_hang_together_clash_although_each_was_changed_by_one() -> None:
    outcome = joined({"because": "A court said so."}, {"law": "foisa"})
    assert [clash.name for clash in outcome.clashes] == ["law", "because"]


def test_fields_that_hang_together_are_taken_whole_from_whoever_changed_them() -> None:
    outcome = joined({"town": "Southmoor"}, {"law": "foisa", "because": "It moved."})
    assert not outcome.clashes
    assert (outcome.values["law"], outcome.values["because"], outcome.values["town"]) == (
        "foisa",
        "It moved.",
        "Southmoor",
    )


def test_nothing_known_of_what_was_seen_makes_every_difference_a_clash() -> None:
    outcome = join_edits(seen={}, theirs=STORED, yours={**STORED, "town": "X", "notes": "One.\n\nTwo!"}, shape=BODY)
    assert [clash.name for clash in outcome.clashes] == ["town", "notes"]


def test_where_nothing_is_stored_nothing_can_be_overwritten() -> None:
    assert not join_edits(seen={}, theirs={"town": ""}, yours={"town": "Southmoor"}, shape=BODY).clashes


def test_a_field_that_was_not_on_the_form_is_left_alone() -> None:
    outcome = join_edits(seen=STORED, theirs={**STORED, "name": "New"}, yours={"town": "Southmoor"}, shape=BODY)
    assert outcome.values == {"town": "Southmoor"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, ""),
        (True, "on"),
        (date(2026, 11, 29), "2026-11-29"),
        (Nation.WALES, Nation.WALES.value),
        ("one\r\ntwo \n", "one\ntwo"),
        (7, "7"),
    ],
)
def test_values_are_compared_as_a_form_sends_them(value: object, text: str) -> None:
    assert as_text(value) == text


def test_what_was_seen_keeps_since_when() -> None:
    assert Seen(datetime(2026, 11, 29, tzinfo=UTC), STORED).values["town"] == "Northport"


def test_two_paragraphs_next_to_each_other_are_reworded_by_two_people() -> None:
    outcome = join_paragraphs(was="One.\n\nTwo.", theirs="One!\n\nTwo.", yours="One.\n\nTwo!")
    assert (outcome.with_yours, outcome.parts) == ("One!\n\nTwo!", ())


def test_one_paragraph_reworded_by_two_people_is_never_mixed() -> None:
    outcome = join_paragraphs(was="A.\n\nOne two.\n\nZ.", theirs="A!\n\nOne 2.\n\nZ.", yours="A.\n\n1 two.\n\nZ!")
    assert outcome.parts == (Part("One two.", "One 2.", "1 two."),)
    assert outcome.with_theirs == "A!\n\nOne 2.\n\nZ!"
    assert outcome.with_yours == "A!\n\n1 two.\n\nZ!"


def test_two_who_add_at_one_place_are_asked() -> None:
    outcome = join_paragraphs(was="A.\n\nZ.", theirs="A.\n\nM.\n\nZ.", yours="A.\n\nN.\n\nZ.")
    assert outcome.parts == (Part("", "M.", "N."),)


def test_who_rewords_what_another_took_out_is_asked() -> None:
    outcome = join_paragraphs(was="A.\n\nB.\n\nC.", theirs="A.\n\nC.", yours="A.\n\nB!\n\nC.")
    assert outcome.parts == (Part("B.", "", "B!"),)


def test_items_of_one_list_are_joined_and_stay_a_list() -> None:
    was = "Bring:\n- a pen\n- paper\n- water"
    outcome = join_paragraphs(was=was, theirs=was.replace("a pen", "a blue pen"), yours=was + "\n- a friend")
    assert (outcome.with_yours, outcome.parts) == ("Bring:\n- a blue pen\n- paper\n- water\n- a friend", ())


def test_blocks_of_a_table_are_joined() -> None:
    was = '[[facts]]\nname = "a"\nsays = "x"\n\n[[facts]]\nname = "b"\nsays = "y"'
    outcome = join_paragraphs(was=was, theirs=was.replace('"x"', '"X"'), yours=was.replace('"y"', '"Y"'))
    assert outcome.with_yours == was.replace('"x"', '"X"').replace('"y"', '"Y"')


def test_what_changed_is_told_place_by_place() -> None:
    assert what_changed(was="A.\n\nB.\n\nC.", now="A!\n\nB.") == (("A.", "A!"), ("C.", ""))


@given(st.text(alphabet="ab \n-#1.", max_size=60))
def test_a_text_is_the_sum_of_its_paragraphs(text: str) -> None:
    assert "".join(each.gap + each.words for each in paragraphs_of(text)).strip() == text.strip()


@given(three_texts())
def test_whoever_changed_nothing_gets_what_the_other_made(texts: tuple[str, str, str]) -> None:
    was, theirs, yours = texts
    for outcome, made in (
        (join_paragraphs(was=was, theirs=was, yours=yours), yours),
        (join_paragraphs(was=was, theirs=theirs, yours=was), theirs),
        (join_paragraphs(was=was, theirs=yours, yours=yours), yours),
    ):
        assert (outcome.with_theirs, outcome.with_yours, outcome.parts) == (made, made, ())


@given(three_texts())
def test_who_was_first_makes_no_difference(texts: tuple[str, str, str]) -> None:
    was, theirs, yours = texts
    one, other = (
        join_paragraphs(was=was, theirs=theirs, yours=yours),
        join_paragraphs(was=was, theirs=yours, yours=theirs),
    )
    assert one.with_theirs == other.with_yours
    assert one.with_yours == other.with_theirs
    assert [(part.was, part.theirs) for part in one.parts] == [(part.was, part.yours) for part in other.parts]


@given(three_texts())
def test_nothing_typed_is_lost(texts: tuple[str, str, str]) -> None:
    was, theirs, yours = texts
    outcome = join_paragraphs(was=was, theirs=theirs, yours=yours)
    mine, told = _words(outcome.with_yours), _words(outcome.with_theirs)
    assert _words(yours) - _words(was) <= mine
    assert _words(theirs) - _words(was) <= told
    if not outcome.parts:
        assert outcome.with_theirs == outcome.with_yours


@given(three_texts())
def test_what_neither_took_out_stays(texts: tuple[str, str, str]) -> None:
    was, theirs, yours = texts
    kept = _words(was) & _words(theirs) & _words(yours)
    assert kept <= _words(join_paragraphs(was=was, theirs=theirs, yours=yours).with_yours)


@given(three_texts())
def test_joining_what_was_joined_changes_nothing_more(texts: tuple[str, str, str]) -> None:
    was, theirs, yours = texts
    outcome = join_paragraphs(was=was, theirs=theirs, yours=yours)
    again = join_paragraphs(was=theirs, theirs=theirs, yours=outcome.with_yours)
    assert (again.with_yours, again.parts) == (outcome.with_yours, ())


@given(st.dictionaries(st.sampled_from(list(STORED)), st.sampled_from(["x", "y", "One.\n\nTwo!"])), st.data())
def test_no_field_is_lost(yours: dict[str, str], data: st.DataObject) -> None:
    theirs = data.draw(st.dictionaries(st.sampled_from(list(STORED)), st.sampled_from(["x", "z", "One!\n\nTwo."])))
    outcome = joined(yours, theirs)
    clashing = {clash.name: clash for clash in outcome.clashes}
    for name, was in STORED.items():
        mine, other = yours.get(name, was), theirs.get(name, was)
        if name in clashing:
            assert (mine, other) != (was, was)
        elif mine != was and other != was and name != "notes":
            assert mine == other == outcome.values[name]
        else:
            assert {*_words(mine), *_words(other)} - {*_words(was)} <= {*_words(outcome.values[name])}


def _words(text: str) -> Counter[str]:
    return Counter(each.words for each in paragraphs_of(text))
