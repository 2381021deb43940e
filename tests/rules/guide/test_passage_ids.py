"""A passage keeps its id through edits, moves and a new neighbour; a comparison of versions rests on that."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.guide.passage_ids import Numbered, passage_ids
from dueregard.rules.guide.text_diff import diff_passages
from dueregard.rules.text.word_diff import Change, Piece, diff_words

WORDS = ["You may ask who they are.", "You do not have to answer.", "Write it down.", "Tell somebody you trust."]


def before() -> list[Numbered]:
    return [Numbered(name, words) for name, words in zip(passage_ids(WORDS), WORDS, strict=True)]


def ids_after(words: list[str]) -> list[int]:
    """Return for each passage which old one it is, or -1 for a new one."""
    old = [one.id for one in before()]
    return [old.index(one) if one in old else -1 for one in passage_ids(words, before())]


def test_the_same_words_get_the_same_ids_anywhere() -> None:
    assert passage_ids(WORDS) == passage_ids(list(WORDS))
    assert len(set(passage_ids(["Same."] * 40))) == 40


def test_a_reworded_passage_keeps_its_id() -> None:
    assert ids_after(["You may always ask who they are.", *WORDS[1:]]) == [0, 1, 2, 3]


def test_a_passage_put_between_is_new_and_the_others_stay() -> None:
    assert ids_after([WORDS[0], "Breathe slowly first.", *WORDS[1:]]) == [0, -1, 1, 2, 3]


def test_a_moved_passage_keeps_its_id() -> None:
    assert ids_after([WORDS[3], *WORDS[:3]]) == [3, 0, 1, 2]


def test_a_passage_that_went_leaves_its_id_unused() -> None:
    assert ids_after([WORDS[0], WORDS[2], "Something wholly different is said here now."]) == [0, 2, -1]


def test_ids_that_came_with_the_text_hold_when_there_is_one_for_each() -> None:
    assert passage_ids(["a", "b"], given=["pxxxx", "pyyyy"]) == ("pxxxx", "pyyyy")
    assert passage_ids(["a", "b"], given=["pxxxx"]) == passage_ids(["a", "b"])


@given(st.lists(st.sampled_from([*WORDS, "A new line.", "And one more."]), max_size=8))
def test_ids_are_never_given_twice(words: list[str]) -> None:
    ids = passage_ids(words, before())
    assert len(set(ids)) == len(ids) == len(words)


def test_words_that_came_and_went_are_told_apart() -> None:
    assert diff_words("Ask for a card.", "Ask for a name and a card.") == (
        Piece(Change.SAME, "Ask for a"),
        Piece(Change.NEW, " name and a"),
        Piece(Change.SAME, " card."),
    )


def test_what_has_little_in_common_stands_side_by_side() -> None:
    assert [piece.change for piece in diff_words("One two three.", "Wholly other words here.")] == [
        Change.GONE,
        Change.NEW,
    ]


def test_each_kind_of_change_is_named() -> None:
    new = [WORDS[3], "You may always ask who they are.", "Breathe.", WORDS[2]]
    ids = passage_ids(new, before())
    changes = diff_passages(before(), [Numbered(name, words) for name, words in zip(ids, new, strict=True)])
    assert [(one.change, "".join(piece.words for piece in one.pieces)[:8]) for one in changes] == [
        (Change.MOVED, "Tell som"),
        (Change.CHANGED, "You may "),
        (Change.NEW, "Breathe."),
        (Change.GONE, "You do n"),
        (Change.SAME, "Write it"),
    ]


@given(
    st.lists(st.sampled_from(WORDS), max_size=6, unique=True), st.lists(st.sampled_from(WORDS), max_size=6, unique=True)
)
def test_both_versions_can_be_read_out_of_a_comparison(old: list[str], new: list[str]) -> None:
    was = [Numbered(name, words) for name, words in zip(passage_ids(old), old, strict=True)]
    now = [Numbered(name, words) for name, words in zip(passage_ids(new, was), new, strict=True)]
    changes = diff_passages(was, now)
    assert [one.id for one in changes if one.change is not Change.GONE] == [one.id for one in now]
    kept = {one.id for one in now}
    assert [one.id for one in changes if one.change is Change.GONE] == [one.id for one in was if one.id not in kept]
