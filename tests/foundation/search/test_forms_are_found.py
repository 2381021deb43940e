"""What is written in several ways is found by each of them, and marked where it stands."""

import re
from collections.abc import Sequence

import pytest

from dueregard.foundation.search.gateways import question
from dueregard.foundation.search.gateways.embedded import EmbeddedIndex
from dueregard.foundation.search.gateways.interface import Ask, Reader
from dueregard.records.evidence.queries.found_in_text import marked_spans
from dueregard.rules.search.query import read_query
from tests.foundation.search.letters_of_a_case import TEXTS
from tests.foundation.search.letters_read_plainly import ASKED, LETTERS
from tests.foundation.search.shelf import thing
from tests.foundation.search.sixty_questions import QUESTIONS, Forms

READER = Reader()
EVERY = 5000


def index_of(folder: str, texts: Sequence[str]) -> EmbeddedIndex:
    """Return an index of texts, each under its number, without a word in their titles."""
    made = EmbeddedIndex(folder)
    with made.writing_anew() as writer:
        for number, text in enumerate(texts):
            writer.replace(("shelf", str(number)), [thing(str(number), text, title="-")])
    return made


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedIndex:
    """An index of the sentences of a case."""
    return index_of(str(tmp_path_factory.mktemp("letters")), TEXTS)


def found(index: EmbeddedIndex, typed: str) -> set[int]:
    """Return the numbers of the texts that are found."""
    asked = Ask(read_query(typed).asked, READER, limit=EVERY, with_passages=False)
    return {int(hit.key) for hit in index.find(asked).hits}


def read_plainly(text: str, rows: tuple[Forms, ...]) -> bool:
    """Tell whether a reader who looks for each form, letter by letter, would keep this text."""
    return all(any(_stands_in(form, text.lower()) for form in forms) for forms in rows)


def _stands_in(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?![\w\u0610-\u065f]|,\d)", text) is not None


@pytest.mark.parametrize(("typed", "rows"), QUESTIONS, ids=[typed for typed, _ in QUESTIONS])
def test_a_question_as_typed_finds_all_that_a_plain_reading_finds(
    letters: EmbeddedIndex, typed: str, rows: tuple[Forms, ...]
) -> None:
    expected = {text for text in TEXTS if read_plainly(text, rows)}
    assert expected, "a question about nothing tries nothing"
    assert {TEXTS[number] for number in found(letters, typed)} == expected


@pytest.mark.parametrize("typed", [typed for typed, _ in QUESTIONS])
def test_what_is_found_is_marked_and_nothing_else_is(letters: EmbeddedIndex, typed: str) -> None:
    hits = letters.find(Ask(read_query(typed).asked, READER, limit=EVERY)).hits
    assert all(any(piece.is_marked for piece in hit.passage) for hit in hits)
    assert {int(hit.key) for hit in hits} <= {number for number, text in enumerate(TEXTS) if marked_spans(text, typed)}


def test_there_are_at_least_sixty_questions() -> None:
    assert len({typed for typed, _ in QUESTIONS}) >= 60


@pytest.fixture(scope="module")
def whole_letters(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedIndex:
    """An index of whole letters."""
    return index_of(str(tmp_path_factory.mktemp("whole")), list(LETTERS.values()))


@pytest.mark.parametrize(("typed", "expected"), ASKED, ids=[typed for typed, _ in ASKED])
def test_three_words_find_the_letters_that_have_them_in_any_form(
    whole_letters: EmbeddedIndex, typed: str, expected: frozenset[str]
) -> None:
    names = list(LETTERS)
    assert {names[number] for number in found(whole_letters, typed)} == expected
    assert all(marked_spans(LETTERS[name], typed) for name in expected)


ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ANIMALS = [f"a{first}{second}rdvark" for first in ALPHABET for second in ALPHABET]


def test_an_unfinished_phrase_finds_all_however_many_words_begin_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    risks = [f"The risk {animal} was noted." for animal in ANIMALS[:120]] + ["The risk azimuth was noted."]
    others = [f"A{number} is noted with other risks." for number in range(3000)]
    index = index_of(str(tmp_path_factory.mktemp("risks")), risks + others)
    assert len(found(index, '"risk a*"')) == 121
    assert len(found(index, '"the risk az*"')) == 1


def test_more_words_than_the_engine_takes_at_once_are_asked_in_parts(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = [f"a{first}{second}{third}" for first in ALPHABET for second in ALPHABET for third in ALPHABET]
    many = [" ".join(f"risk {word}" for word in words[first : first + 200]) for first in range(0, len(words), 200)]
    index = index_of(str(tmp_path_factory.mktemp("many")), [*many, "risk a", "risk äé", "risk aʼa", "no risk b"])
    assert len(words) > 16_384
    assert found(index, '"risk a*"') == set(range(len(many) + 3))
    assert question.SPLIT_AT.startswith(ALPHABET)


SEVEN = (
    "We withhold it under s.40(2).",
    "We withhold it under s40(2).",
    "We withhold it under s 40(2).",
    "We withhold it under section 40(2).",
    "We withhold it under Section 40 (2).",
    "We withhold it under S.40 (2).",
    "We withhold it under sections 40(2) and 41.",
)


@pytest.mark.parametrize("typed", ["section 40(2)", "s.40(2)", "s40(2)", '"s. 40 (2)"', "ss 40(2)", "adran 40(2)"])
def test_a_section_is_found_in_every_spelling(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    index = index_of(str(tmp_path_factory.mktemp("seven")), SEVEN)
    assert found(index, typed) == set(range(7))


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("We rely on s.40(2) here.", "section 40(2)", ["s.40(2)"]),
        ("Sections 40(2) and 41 apply.", "s41", ["Sections 40(2) and 41"]),
        ("Held on 04/05/2023.", "4 May 2023", ["04/05/2023"]),
        ("Ring +44 (0)20 7946 0123 now", "02079460123", ["+44 (0)20 7946 0123"]),
        ("An e-mail policy", '"email policy"', ["e-mail policy"]),
        ("The council’s plan", '"council plan"', ["council’s plan"]),
        ("W.R.A.P. sessions", "wrap", ["W.R.A.P."]),
        ("an organization", "organisation", ["organization"]),
        ("It was referred on.", "referral", ["referred"]),
        ("Her behavior improved.", "behaviour", ["behavior"]),
        ("Please don’t forward it.", "do not", ["don’t"]),
        ("محمـــد حضر", "محمد", ["محمـــد"]),
        ("12,345 in all, e-mail", "12345 mail", ["12,345", "mail"]),
    ],
)
def test_a_form_is_marked_as_it_stands(text: str, typed: str, marked: list[str]) -> None:
    assert [text[span.start : span.end] for span in marked_spans(text, typed)] == marked
