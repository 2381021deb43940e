"""The one way in which each form is compared: sections, days, telephone numbers, thousands, hyphens, letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.search.families import others_of
from dueregard.rules.search.forms import MOST_SPELLINGS, compare, forms_in, spellings
from dueregard.rules.search.letters import clean, fold
from dueregard.rules.search.two_spellings import all_otherwise, spelled_otherwise

COMPARED = [
    *((text, "section 40(2)") for text in ("section 40(2)", "s.40(2)", "s40(2)", "s 40(2)", "S.40 (2)", "sec. 40(2)")),
    *((text, "section 40(2)") for text in ("Section 40 (2)", "Sect. 40(2)", "adran 40(2)", "§40(2)", "s.\u00a040(2)")),
    ("ss. 40–41", "section 40 and 41"),
    ("sections 40, 41 and 43(2)", "section 40 and 41 and 43(2)"),
    ("adrannau 40 a 41", "section 40 and 41"),
    ("regs 12(4)(b) & 13", "regulation 12(4)(b) and 13"),
    ("section 5 and 10 people", "section 5 and 10 people"),
    ("section 1234", "section 1234"),
    ("the pupil’s 40 books", "the pupil 40 books"),
    ("its 40 books", "its 40 books"),
    *((text, "4 may 2023") for text in ("4 May 2023", "4th of May 2023", "4 May, 2023", "04/05/2023", "4.5.23")),
    *((text, "4 may 2023") for text in ("2023-05-04", "4-5-2023", "May 4th, 2023", "May 4 2023", "4 Mai 2023")),
    *((text, "4 may 2023") for text in ("4-May-23", "4-May-2023", "4 May ’23", "04 / 05 / 2023")),
    ("May 4th", "4 may"),
    ("Jan 2023", "january 2023"),
    ("they may 4 times", "they may 4 times"),
    ("31/02/2023", "31/02/2023"),
    ("24/7", "24/7"),
    *((text, "02079460123") for text in ("020 7946 0123", "(020) 7946-0123", "+44 20 7946 0123", "+44 (0)20 79460123")),
    *((text, "02079460123") for text in ("0044 20 7946 0123", "0207 946 0123", "020.7946.0123")),
    ("0800 1111", "08001111"),
    ("+1 202 555 0123", "+1 202 555 0123"),
    ("0 1 2 3 4 5 6 7 8 9 10", "0 1 2 3 4 5 6 7 8 9 10"),
    ("12,345", "12345"),
    ("1,234,567.50", "1234567.50"),
    ("12,34", "12,34"),
    ("2019,2020", "2019,2020"),
    ("W.R.A.P. was", "WRAP was"),
    ("e.g. a.b@c.example", "eg a.b@c.example"),
    ("the council's", "the council"),
    ("the council’s plan", "the council plan"),
    ("O’Connor", "O Connor"),
    ("e-mail", "e mail"),
    ("co-\noperation", "co operation"),
    ("2023-24", "2023-24"),
    ("Education & Skills", "Education  and  Skills"),
    ("Q&A", "Q and  A"),
    ("organized, analyzing, radicalization", "organised, analysing, radicalisation"),
    ("size, prize, citizen, Elizabeth", "size, prize, citizen, Elizabeth"),
    ("2023-05-04T10:00", "4 may 2023 T10:00"),
]


@pytest.mark.parametrize(("text", "compared"), COMPARED)
def test_a_text_is_compared_as(text: str, compared: str) -> None:
    assert compare(text).text == compared


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("ss. 40–43", ["section 43", "section 41", "section 42"]),
        ("sections 40 and 41", ["section 41"]),
        ("04/05/2023", ["04 05 2023"]),
        ("020 7946 0123", ["020 7946 0123"]),
        ("W.R.A.P.", ["W R A P"]),
        ("O’Brien-Smith’s", ["OBrienSmith", "OBrien Smith"]),
        ("e-mail", ["email"]),
        ("don’t", ["dont", "do not"]),
        ("can't", ["cant", "cannot", "can not"]),
        ("plain words", []),
    ],
)
def test_a_text_is_found_by_other_spellings_too(text: str, others: list[str]) -> None:
    assert list(compare(text).others()) == others


def test_another_spelling_stands_among_its_neighbours() -> None:
    windows = [window.text for window in compare("The long-awaited e-mail policy of the school").windows()]
    assert windows == [
        "The longawaited e mail policy of the school",
        "The long awaited email policy of the school",
    ]


def test_what_is_asked_is_asked_in_every_spelling_and_as_it_was_typed() -> None:
    assert spellings("s.40(2)") == ("section 40(2)", "s.40(2)")
    assert spellings("e-mail") == ("e mail", "email", "e-mail")
    assert spellings("risk-assessments", is_word=True)[-1:] == ("risk-assessments",)
    assert "risk assessment" in spellings("risk-assessments", is_word=True)
    assert spellings("organiz", is_unfinished=True) == ("organiz", "organis")
    assert len(spellings("a-b c-d e-f g-h i-j k-l m-n")) <= MOST_SPELLINGS + 1


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("behavioural", "behavioral"),
        ("colours", "colors"),
        ("neighbourhood", "neighborhood"),
        ("counsellors", "counselors"),
        ("councillor", "councilor"),
        ("travelling", "traveling"),
        ("cancelled", "canceled"),
        ("focussed", "focused"),
        ("enrolment", "enrollment"),
        ("fulfil", "fulfill"),
        ("skilful", "skillful"),
        ("centres", "centers"),
        ("centred", "centered"),
        ("defence", "defense"),
        ("licences", "licenses"),
        ("judgement", "judgment"),
        ("enquiries", "inquiries"),
        ("practised", "practiced"),
        ("programmes", "programs"),
        ("paediatric", "pediatric"),
        ("muslims", "moslems"),
        ("ageing", "aging"),
    ],
)
def test_a_word_is_asked_as_other_countries_spell_it_too(british: str, american: str) -> None:
    assert spelled_otherwise(british) == american
    assert spelled_otherwise(american) == british
    assert american in spellings(british, is_word=True)
    assert f"the {american} plan" in spellings(f"the {british} plan")


@pytest.mark.parametrize(
    "word", ["four", "hour", "cancel", "totally", "programmed", "meter-reader", "centrist", "literature", "practical"]
)
def test_other_words_have_one_spelling(word: str) -> None:
    assert all_otherwise(word).split("-")[-1] == word.split("-")[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إلى المدرسة", "الى المدرسه"),
        ("مُدَرِّسَة", "مدرسه"),
        ("محمـــد", "محمد"),
        ("یہ کتاب", "يه كتاب"),
        ("القرآن", "القران"),
        ("ﻣﺪﺭﺳﺔ", "مدرسة"),
        ("٢٠٢٣", "2023"),
        ("۱۲", "12"),
        ("e\u0301toile", "étoile"),
    ],
)
def test_letters_that_are_written_in_several_ways_are_one(one: str, other: str) -> None:
    assert fold(clean(one)) == fold(clean(other))


def test_words_of_a_family_know_one_another_and_no_others() -> None:
    assert {"refer", "referred", "referrals"} <= set(others_of("referral"))
    assert "referral" not in others_of("referral")
    assert "reference" not in others_of("refer")
    assert others_of("school") == ()


PIECES = (
    *("s.40(2)", "ss. 40–41", "4 May", "04/05/2023", "020 7946 0123", "+44", "12,345", "O’Connor’s", "e-mail", "&"),
    *("W.R.A.P.", "May", "-", "\n", "2023", "§", "é", "plain", "."),
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
                  st.lists(st.sampled_from(PIECES), max_size=25).map("".join))  # fmt: skip


@given(TEXTS)
def test_in_any_text_forms_follow_one_another_and_every_place_leads_back_into_the_text(text: str) -> None:
    forms = list(forms_in(text))
    assert all(one.start < one.end for one in forms)
    assert all(one.end <= other.start for one, other in pairwise(forms))
    compared = compare(text)
    for start in range(0, len(compared.text), 3):
        for end in (start + 1, len(compared.text)):
            first, last = compared.original(start, end)
            assert 0 <= first <= last <= len(text)
    for window in compared.windows():
        at = compared.original_of(window, 0, len(window.text))
        assert at is None or 0 <= at[0] <= at[1] <= len(text)
        assert window.text[window.start : window.end] in [*compared.others()]


@given(TEXTS)
def test_what_is_compared_once_is_compared_so_again_when_it_is_asked(text: str) -> None:
    assert compare(text).text in spellings(text)
