"""What may be a name though it is not written as one is found and named; other words are not; the work stays linear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.near_words import How, Sought
from dueregard.rules.redaction.same_words import Spoken, occurrences
from dueregard.rules.redaction.survivors import survivors_in_text, wanted


def spoken(text: str) -> Spoken:
    """Return the words of a text as if they stood in a row."""
    return Spoken([Word(word, at, 0, at + 1, 1) for at, word in enumerate(text.split())])


def near(phrase: str, text: str) -> list[tuple[str, How]]:
    """Return what of the text is near the phrase, and how."""
    return [(" ".join(word.text for word in one.words), one.how) for one in Sought(phrase).places(spoken(text))]


NEAR = [
    ("It was Tansy, Griffith who came", "Tansy, Griffith", How.ORDER),
    ("It was Mr Tansy who came", "Tansy", How.PART),
    ("It was Griffith who came", "Griffith", How.PART),
    ("It was G. Tansy who came", "G. Tansy", How.INITIALS),
    ("It was Griffith J. Tansy who came", "Griffith J. Tansy", How.ORDER),
    ("It was Griffith John Tansy who came", "Griffith John Tansy", How.ORDER),
    ("Write to gtansy@northport.example today", "gtansy@northport.example", How.MISSPELT),
    ("Write to tansyfamily@northport.example", "tansyfamily@northport.example", How.INSIDE),
    ("It was Griffiths Tansy who came", "Griffiths Tansy", How.MISSPELT),
    ("It was Grlffith Tamsy who came", "Grlffith Tamsy", How.MISSPELT),
    ("It was Gr iff ith Tan5y who came", "Gr iff ith Tan5y", How.MISSPELT),
    ("It was GT who came", "GT", How.INITIALS),
    ("signed G. T. for the board", "G. T.", How.INITIALS),
    ("ends with Griffith", "Griffith", How.PART),
]


@pytest.mark.parametrize(("text", "said", "how"), NEAR)
def test_a_near_form_is_found_and_says_how_it_is_near(text: str, said: str, how: How) -> None:
    assert near("Griffith Tansy", text) == [(said, how)]


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("Fry", "It was Frv who came", "Frv"),
        ("Jo Fry", "It was Jo Frv", "Jo Frv"),
        ("Siân Llewellyn", "sian liewellyn wrote", "sian liewellyn"),
        ("Zoë Müller-Green", "Zoe Muiler-Green wrote", "Zoe Muiler-Green"),
        ("Łukasz Wiśniewski", "Lukasz Wisniewskl wrote", "Lukasz Wisniewskl"),
        ("Margaret O’Connor", "Margaret O'Gonnor wrote", "Margaret O'Gonnor"),
        ("Billy Illingworth", "Billy lllingwonh wrote", "Billy lllingwonh"),
    ],
)
def test_a_misread_name_is_near_whatever_its_origin(phrase: str, text: str, said: str) -> None:
    assert near(phrase, text) == [(said, How.MISSPELT)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Griffith Tansy", "The stand of the gift was a transit of plants"),
        ("Griffith Tansy", "Griffith Tansy signed; griffith_tansy_notes.docx; the Griffith Tansys"),
        ("March", "the match of the arch in May"),
        ("Jo Fry", "to try and go for it"),
        ("the Council", "the Counsel of the Councils"),
        ("07700 900123", "07700 900999"),
        ("Li", "a list of it"),
    ],
)
def test_another_word_and_the_name_itself_are_no_near_forms(phrase: str, text: str) -> None:
    assert near(phrase, text) == []


@pytest.mark.parametrize("text", ["See Griffith Tansy1 here", "griffith tansy12"])
def test_a_name_with_the_number_of_a_note_is_the_name(text: str) -> None:
    assert len(occurrences(spoken(text).words, "Griffith Tansy")) == 1
    assert survivors_in_text(text, [wanted("Griffith Tansy")]) == ["Griffith Tansy"]
    assert survivors_in_text(text, [wanted("Tansy")]) == ["Tansy"]


def test_a_number_with_a_further_digit_is_another_number() -> None:
    assert survivors_in_text("ring 07700 9001234", [wanted("07700 900123")]) == []
    assert occurrences(spoken("room 1234").words, "123") == []


@given(st.text("Griftansy hT.5", max_size=60))
def test_any_text_is_compared_without_fault_and_never_with_the_exact_places(text: str) -> None:
    words = spoken(text)
    exact = {word for place in words.places("Griffith Tansy") for word in place}
    found = Sought("Griffith Tansy").places(words)
    assert not exact & {word for one in found for word in one.words}
    assert all(one.words for one in found)


@pytest.mark.parametrize(
    "unit", ["s o m e l e t t e r s alone ", "Tansy Griffith and Tansey ", "grif fith tan sx ", "GT "]
)
def test_twice_the_words_take_twice_the_steps(unit: str) -> None:
    counts = []
    for times in (200, 400, 800):
        sought = Sought("Griffith Tansy")
        sought.places(spoken(unit * times))
        counts.append(sought.steps)
    assert counts[2] - counts[1] <= 2 * (counts[1] - counts[0]) + 10
    assert counts[2] <= 12 * len((unit * 800).split())
