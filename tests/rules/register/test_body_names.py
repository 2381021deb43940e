"""A typed name is compared with a body's names as a person would: small words, short forms and slips do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.register.body_names import best_fit, fit, index_words, normalise, words_of

# What is typed, the name that is meant, and a name that is near but not meant.
TYPED = [
    ("Leeds uni", "University of Leeds", "Leeds Beckett University"),
    ("univ. of york", "University of York", "York St John University"),
    ("Uni of Manchestr", "University of Manchester", "Manchester Metropolitan University"),
    ("kings colledge london", "King's College London", "University College London"),
    ("birmingham city uni", "Birmingham City University", "University of Birmingham"),
    ("South Bank Poly", "South Bank Polytechnic", "South Bank Colleges"),
    ("St Georges hosp", "St George's University Hospitals NHS Foundation Trust", "St George's, University of London"),
    ("edinbrugh council", "City of Edinburgh Council", "University of Edinburgh"),
    ("west mids police", "West Midlands Police", "West Midlands Combined Authority"),
    ("lancs constabulary", "Lancashire Constabulary", "Lancashire County Council"),
    ("hull college", "Hull College", "University of Hull"),
    ("bradford coucil", "Bradford Council", "University of Bradford"),
    ("notts council", "Nottinghamshire County Council", "Nottingham City Council"),
    ("heddlu gwent", "Gwent Police", "Coleg Gwent"),
    ("birmingham u", "University of Birmingham", "Birmingham City Council"),
    ("camdn", "London Borough of Camden", "London Borough of Sutton"),
]


@pytest.mark.parametrize(("typed", "meant", "near"), TYPED)
def test_what_people_type_fits_the_name_they_mean_best(typed: str, meant: str, near: str) -> None:
    assert fit(typed, meant).score > fit(typed, near).score


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("King’s College London", "kings college london"),
        ("Health & Social Care", "health and social care"),
        ("Coleg Sir Gâr", "coleg sir gar"),
        ("  The   University of LEEDS ", "the university of leeds"),
    ],
)
def test_accents_apostrophes_and_capitals_do_not_matter(written: str, same: str) -> None:
    assert normalise(written) == same


def test_the_same_name_fits_wholly() -> None:
    assert fit("university of leeds", "University of Leeds").score == 100.0


def test_a_word_only_begun_fits_while_typing() -> None:
    assert fit("university of lee", "University of Leeds").score > 80


def test_another_name_does_not_fit() -> None:
    assert fit("Strathclyde", "University of Leeds").score == 0.0


def test_the_reason_names_what_was_taken_for_what() -> None:
    assert "manchestr read as manchester" in fit("Manchestr university", "University of Manchester").because


def test_the_reason_names_what_is_not_in_the_name() -> None:
    assert "not in the name: zoology" in fit("zoology leeds", "University of Leeds").because


def test_of_several_names_the_best_is_told() -> None:
    found, place = best_fit("Bolton uni", ["University of Greater Manchester", "University of Bolton"])
    assert (found.score > 90, place) == (True, 1)


def test_a_body_is_found_under_the_words_of_all_its_names() -> None:
    assert index_words(["University of Leeds", "Prifysgol"]) == {"university", "leeds"}


def test_a_name_of_small_words_alone_keeps_them() -> None:
    assert words_of("The Of And") == ("the", "of", "and")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_compared_and_the_score_stays_between_0_and_100(typed: str, name: str) -> None:
    assert 0.0 <= fit(typed, name).score <= 100.0


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=60))
def test_a_name_always_fits_itself_when_anything_of_it_can_be_compared(name: str) -> None:
    assert fit(name, name).score == (100.0 if words_of(name) else 0.0)
