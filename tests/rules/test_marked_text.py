"""The passage shown of a text: the words that were found are marked, the rest is whole and nothing is made up."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.marked_text import MOST_READ, WIDTH, Marker, Piece, fold
from dueregard.rules.search_query import Beginning, Phrase, Word
from dueregard.rules.similar_words import similar_words


def stem(word: str) -> str:
    """Cut an English plural, which is enough here."""
    return fold(word).lower().rstrip("s")


def marked(text: str, *sought: Word | Phrase | Beginning) -> list[str]:
    """Return what is marked in the passage."""
    return [piece.text for piece in Marker(sought, stem).passage(text) if piece.is_marked]


def test_every_form_of_a_word_is_marked_and_no_other_word() -> None:
    assert marked("A referral, referrals, a referee.", Word("referral")) == ["referral", "referrals"]


def test_a_phrase_is_marked_only_where_it_stands_whole() -> None:
    assert marked("Risk of assessment; the Risk-Assessment.", Phrase("risk assessment")) == ["Risk-Assessment"]


def test_beginnings_are_marked_to_the_end_of_the_word() -> None:
    assert marked("Police, policing and apolitical.", Beginning("polic")) == ["Police", "policing"]


def test_marks_on_letters_do_not_matter() -> None:
    assert marked("Cafés of Môn", Word("cafe"), Word("mon")) == ["Cafés", "Môn"]


def test_the_passage_is_where_most_of_what_was_sought_stands() -> None:
    text = "alpha " + "filler " * 200 + "then alpha meets beta here " + "filler " * 200
    assert marked(text, Word("alpha"), Word("beta")) == ["alpha", "beta"]


def test_a_text_without_the_words_shows_its_beginning() -> None:
    assert Marker([Word("zzz")], stem).passage("Nothing here.") == (Piece("Nothing here."),)
    assert Marker([], stem).passage("") == ()


def test_a_huge_text_is_read_only_so_far() -> None:
    assert marked("x " * MOST_READ + "landmark", Word("landmark")) == []


def test_what_looks_like_a_pattern_is_only_text() -> None:
    assert marked("a.b and axb", Word("a.b")) == ["a.b"]
    assert marked("c++ c", Phrase("c++")) == ["c", "c"]


PIECES = ["alpha", "beta", "Alphas", "é", "İ", "ß", "-", "\n", "alph"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=120).map(" ".join)


@given(WORDS, st.text(max_size=300))
def test_the_pieces_of_the_whole_are_the_text_and_the_passage_is_part_of_it(words: str, other: str) -> None:
    marker = Marker([Word("alpha"), Beginning("be"), Phrase("alpha beta")], stem)
    for text in (words, other):
        assert "".join(piece.text for piece in marker.whole(text)) == text
        passage = "".join(piece.text for piece in marker.passage(text))
        assert passage in text
        assert len(passage) <= WIDTH


def test_similar_words_are_near_and_the_nearest_comes_first() -> None:
    texts = ["Referral of an informant", "referral formant"]
    assert similar_words("refferal", texts) == ["referral"]
    assert similar_words("informnat", texts)[0] == "informant"
    assert similar_words("zzzz", texts) == []
