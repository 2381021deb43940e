"""The passage shown of a text: the words that were found are marked, the rest is whole and nothing is made up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.search import forms, marked_text
from dueregard.rules.search.marked_text import MOST_READ, WIDTH, Folds, Marker, Piece, Prepared
from dueregard.rules.search.query import Beginning, Phrase, Word
from dueregard.rules.search.similar_words import similar_words


def stem(word: str) -> str:
    """Cut an English plural, which is enough here."""
    return word.rstrip("s")


def letters(sign: str) -> str:
    """Return the plain small letters of a sign."""
    return "".join(one for one in unicodedata.normalize("NFKD", sign).lower().replace("œ", "oe") if one.isalnum())


FOLDS = Folds(letters)


def marked(text: str, *sought: Word | Phrase | Beginning) -> list[str]:
    """Return what is marked in the passage."""
    return [piece.text for piece in Marker(sought, stem, FOLDS).passage(text) if piece.is_marked]


def test_every_form_of_a_word_is_marked_and_no_other_word() -> None:
    assert marked("A referral, referrals, a referee.", Word("referral")) == ["referral", "referrals"]


def test_a_phrase_is_marked_only_where_it_stands_whole() -> None:
    assert marked("Risk of assessment; the Risk-Assessment.", Phrase("risk assessment")) == ["Risk-Assessment"]


def test_beginnings_are_marked_to_the_end_of_the_word() -> None:
    assert marked("Police, policing and apolitical.", Beginning("polic")) == ["Police", "policing"]


def test_marks_on_letters_do_not_matter() -> None:
    assert marked("Cafés of Môn", Word("cafe"), Word("mon")) == ["Cafés", "Môn"]


def test_marks_that_stand_behind_their_letter_and_letters_of_two_signs_belong_to_the_word() -> None:
    parted = "A nai\u0308ve\u0308 o\u0308 \u0153uvre, re\u00adpart."
    assert marked(parted, Word("naive")) == ["nai\u0308ve\u0308"]
    assert marked(parted, Word("oeuvre"), Phrase("repart")) == ["\u0153uvre", "re\u00adpart"]


def test_short_words_may_share_their_first_letter_only() -> None:
    def same(word: str) -> str:
        return {"cries": "cry", "dying": "die"}.get(word, word)

    for typed, form in (("cry", "cries"), ("die", "dying"), ("cries", "cry")):
        pieces = Marker([Word(typed)], same, FOLDS).whole(f"They {form} often.")
        assert [piece.text for piece in pieces if piece.is_marked] == [form]


def test_the_passage_is_where_most_of_what_was_sought_stands() -> None:
    text = "alpha " + "filler " * 200 + "then alpha meets beta here " + "filler " * 200
    assert marked(text, Word("alpha"), Word("beta")) == ["alpha", "beta"]


def test_a_text_without_the_words_shows_its_beginning() -> None:
    assert Marker([Word("zzz")], stem, FOLDS).passage("Nothing here.") == (Piece("Nothing here."),)
    assert Marker([], stem, FOLDS).passage("") == ()


def test_a_huge_text_is_read_only_so_far() -> None:
    assert marked("x " * MOST_READ + "landmark", Word("landmark")) == []


def test_what_looks_like_a_pattern_is_only_text() -> None:
    assert marked("a.b and axb", Word("a.b")) == ["a.b"]
    assert marked("c++ c", Phrase("c++")) == ["c", "c"]


PIECES = ["alpha", "beta", "Alphas", "é", "İ", "ß", "-", "\n", "alph"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=120).map(" ".join)


@given(WORDS, st.text(max_size=300))
def test_the_pieces_of_the_whole_are_the_text_and_the_passage_is_part_of_it(words: str, other: str) -> None:
    marker = Marker([Word("alpha"), Beginning("be"), Phrase("alpha beta")], stem, FOLDS)
    for text in (words, other):
        assert "".join(piece.text for piece in marker.whole(text)) == text
        passage = "".join(piece.text for piece in marker.passage(text))
        assert passage in text
        assert len(passage) <= WIDTH


def test_similar_words_are_near_and_the_nearest_comes_first() -> None:
    texts = ["Referral of an informant", "referral formant"]
    assert similar_words("refferal", texts, FOLDS, 2) == ["referral"]
    assert similar_words("informnat", texts, FOLDS, 2)[0] == "informant"
    assert similar_words("zzzz", texts, FOLDS, 1) == []


LATIN = st.sampled_from(
    [
        "s.40(2)",
        "section 40",
        "40(2)",
        "12 March 2025",
        "12/03/2025",
        "3,120",
        "don't",
        "dont",
        "anti-terror",
        "AT&T",
        "antiterror",
        "B.B.C.",
        "BBC",
        "organize",
        "organise",
        "ss. 40–41",
        "prevent",
        "\n",
        ".",
        "straße",
    ]
)


@given(st.lists(LATIN, max_size=20), LATIN, st.sampled_from([Word, Beginning, Phrase]))
def test_a_prepared_text_holds_what_would_be_marked_in_it(pieces: list[str], typed: str, kind: type[Word]) -> None:
    text, marker = " ".join(pieces), Marker([kind(typed)], stem, FOLDS)
    assert marker.is_in(Prepared(text, FOLDS)) is any(piece.is_marked for piece in marker.whole(text))


def test_a_text_is_read_once_however_many_words_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was read and folded again for every word: two seconds for 900 kB and thirty words, with figures in it."""
    read: list[int] = []

    def compare(text: str) -> forms.Compared:
        read.append(len(text))
        return forms.compare(text)

    monkeypatch.setattr(marked_text, "compare", compare)
    text = Prepared("Section 40(2), 12 March 2025. " * 100, FOLDS)
    assert not any(Marker([Word(f"zebra{number}")], stem, FOLDS).is_in(text) for number in range(32))
    assert read == [3000]
