"""Words that may lead to a single person are found in what people really write; words for many are left alone."""

import pytest

from dueregard.rules.tracker.one_person import LINK, POST, Found, single_people

MANY = [
    "Teachers and governors agreed at the meeting.",
    "The council will publish the assessment.",
    "The teachers’ union branch wrote to the governing body on 3 March 2026.",
    "An open letter with 212 names was handed in; the vote was 22 to 19.",
    "Let students opt out of Prevent training, and publish the slides.",
    "The motion was carried in full council, item 11.",
]
SINGLE = {
    "The head of legal said no.": "head of legal",
    "Our Prevent lead will look at it.": "Prevent lead",
    "A governor told us.": "A governor",
    "One of them, a member of staff, helped.": "a member of staff",
    "The vice-chancellor promised it.": "vice-chancellor",
    "We thank Samira Khan for it.": "Samira Khan",
    "Dr Patel answered.": "Dr Patel",
    "His answer was kind.": "His",
    "The new SENCO was asked.": "SENCO",
    "Send it to samira.khan@college.example": "samira.khan@college.example",
    "She lives at 12 Harbour Street, NE1 4ST": "12 Harbour Street",
}


@pytest.mark.parametrize("text", MANY)
def test_words_for_many_are_left_alone(text: str) -> None:
    assert single_people({"the details": text}, known=["Northport City Council"]) == []


@pytest.mark.parametrize(("text", "words"), SINGLE.items())
def test_words_for_one_are_found(text: str, words: str) -> None:
    found = single_people({"the details": text})
    assert any(words.casefold() in one.words.casefold() for one in found), found


def test_the_names_of_the_body_and_the_group_are_nobodys() -> None:
    text = "Then Northport College answered Northport Parents."
    assert single_people({"the details": text}, known=["Northport College", "Northport Parents"]) == []


def test_what_was_confirmed_is_not_asked_again_but_an_address_always_is() -> None:
    texts = {"the details": "Medact and the head of legal. Or jo@college.example"}
    keys = [one.key for one in single_people(texts)]
    left = single_people(texts, confirmed=keys)
    assert [one.words for one in left] == ["jo@college.example"]
    assert Found("the details", POST, "Head  of Legal").key == "head of legal"


def test_each_find_is_told_once() -> None:
    found = single_people({"one": "The head of legal.", "two": "the HEAD OF LEGAL again"})
    assert [one.words for one in found] == ["head of legal"]


@pytest.mark.parametrize(
    "link",
    [
        "https://northport.example/minutes/full-council-2026-03-14",
        "https://www.whatdotheyknow.com/request/prevent_duty_training_materials_2",
        "https://northport.example/policy/equality-impact-assessment.pdf",
        "https://branch.example/motions/5?page=2#item-11",
        "https://northport.example/2026/03/14/123456",
    ],
)
def test_addresses_of_ordinary_pages_are_left_alone(link: str) -> None:
    assert single_people({"the source": link}, known=["Northport College"]) == []


@pytest.mark.parametrize(
    "link",
    [
        "https://northport.example/councillors/jane-smith",
        "https://social.example/@janesmith",
        "https://college.example/docs/Letter%20from%20Jane%20Bloggs.pdf",
        "https://college.example/%256Aane-bloggs",
        "https://jane-bloggs.example/",
        "https://college.example/?author=JaneBloggs",
        "www.college.example/~jbloggs",
        "https://jane@college/",
    ],
)
def test_an_address_that_may_hold_a_name_is_shown_and_may_be_confirmed(link: str) -> None:
    (found,) = single_people({"the details": f"It is at {link}, they say."})
    assert (found.what, found.words) == (LINK, link)
    assert single_people({"the details": link}, confirmed=[found.key]) == []


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://college.example/?to=jo.bloggs%40college.example", "jo.bloggs@college.example"),
        ("https://college.example/jo.bloggs@college.example", "jo.bloggs@college.example"),
        ("https://college.example/?tel=02079460018", "02079460018"),
    ],
)
def test_an_e_mail_address_or_a_number_in_an_address_cannot_be_confirmed(link: str, words: str) -> None:
    (found,) = single_people({"the source": link}, confirmed=[link, words])
    assert found.words == words
    assert not found.may_be_confirmed


def test_whom_she_means_is_asked_in_each_place() -> None:
    one = single_people({"the first line": "Then she signed."})
    both = {"the first line": "Then she signed.", "the second line": "And she helped us."}
    left = single_people(both, confirmed=[found.key for found in one])
    assert [found.field for found in left] == ["the second line"]


def test_where_an_organisation_is_named_a_first_name_alone_is_found() -> None:
    texts = {"who demanded it": "Samira", "the title": "Publish the plan"}
    assert [one.words for one in single_people(texts, organisations=["who demanded it"])] == ["Samira"]
    assert single_people({"who demanded it": "University staff branch"}, organisations=["who demanded it"]) == []
