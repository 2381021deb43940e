"""What looks like a person, an address or a number and was not left out is listed in its sentence, for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.privacy.masking import MAIL, NAME, NUMBER, POSTAL, mask
from dueregard.rules.privacy.to_look_at import known_words, to_look_at

LISTED = [
    (NAME, "Jane Smith", "Please contact Jane Smith for more."),
    (NAME, "Mr A. Patel", "Our officer, Mr A. Patel, will call."),
    (NAME, "Rhian Davies", "Sent to the panel, cc: Rhian Davies"),
    (NAME, "Asha", "Ask for Asha at the desk."),
    (NAME, "Si\u00e2n ap Rhys", "The panel met Si\u00e2n ap Rhys on Monday."),
    (NAME, "Ludwig van der Berg", "It was Ludwig van der Berg who decided."),
    (NAME, "Se\u00e1n \u00d3 Briain", "The report by Se\u00e1n \u00d3 Briain is attached."),
    (NAME, "Tom O'Neil", "Tom O'Neil\u2019s view was another."),
    (NAME, "Jane West", "The review was led by Jane West."),
    (NAME, "Dr May", "Dr May disagreed."),
    (NAME, "JANE SMITH", "It was decided by JANE SMITH."),
    (NAME, "Robin", "Robin told the school."),
    (NAME, "Jo Officer", "Our fax is broken.\n\nJo Officer\nInformation Governance Officer\n"),
    (
        NAME,
        "Jane Smith",
        "The plan was written in the spring of last year by our colleague Jane\nSmith of this office.",
    ),
    (POSTAL, "Quay House, 1 Quay Row, NP10 0AA", "It is at\nQuay House, 1 Quay Row, NP10 0AA"),
    (POSTAL, "12 High Street, Northport NP11 1AA", "She lives at 12 High Street, Northport NP11 1AA."),
    (POSTAL, "4 Heol Fawr", "He lives at 4 Heol Fawr today."),
    (NUMBER, "1234567", "It is on file 1234567 there."),
    (MAIL, "jane at northport.example", "Write to jane at northport.example."),
    (MAIL, "@janesmith", "She writes as @janesmith there."),
]


@pytest.mark.parametrize(("what", "words", "text"), LISTED)
def test_what_was_not_left_out_is_listed_and_gone_once_ticked(what: str, words: str, text: str) -> None:
    masked = mask(text).text
    found = to_look_at(masked)

    assert (what, words) in [(look.what, look.words) for look in found]
    shown = mask(text, chosen=[(words, what)]).text
    assert words not in shown
    assert words not in [look.words for look in to_look_at(shown)]


NOT_LISTED = [
    "Our reference is FOI-20881, or EIR2026/114.",
    "See the Counter-Terrorism and Security Act, and our Counter-Terrorism policy.",
    "Dear Freedom of Information Team,",
    "We refuse under section 24(1) of the Freedom of Information Act 2000.",
    "The Prevent Duty Guidance is published by the Home Office.",
    "You may write to the Information Commissioner\u2019s Office, Wilmslow, SK9 5AF.",
    "We received it on Monday 3 November 2026, that is 2026-11-03, in the year 2025-2026.",
    "The University of Northport holds 12 345 pages at a cost of \u00a31,234,567.",
    "It cost 1,234,567 in all.",
    "[name left out] wrote to [e-mail address left out].",
]


@pytest.mark.parametrize("text", NOT_LISTED)
def test_what_names_nobody_is_not_listed_as_likely(text: str) -> None:
    known = known_words("University of Northport", "Wilmslow")
    assert [look.words for look in to_look_at(text, known=known) if look.is_likely] == []


def test_each_is_listed_once_with_its_sentence_and_how_often_it_comes() -> None:
    (look,) = to_look_at("It is late. Please contact Jane Smith at once. Then JANE SMITH will help you.")

    assert (look.before, look.words, look.after, look.count) == ("Please contact ", "Jane Smith", " at once.", 2)


def test_in_the_name_of_a_file_a_word_alone_counts() -> None:
    assert [look.words for look in to_look_at("Robin statement.pdf", is_title=True)] == ["Robin"]


@given(st.text(alphabet="AJab .\n>1@'-\u00d3", max_size=300))
def test_whatever_is_listed_can_be_left_out(text: str) -> None:
    for look in to_look_at(text):
        again = [each.key for each in to_look_at(mask(text, chosen=[(look.words, look.what)]).text)]
        assert look.key not in again


@pytest.mark.parametrize("sign", ["A ", "Mr ", "van ", "1 A ", "A van ", "@a", "1 ", "Aa\n", "12 Aa ", "a at b.", "'"])
def test_a_long_hostile_text_is_looked_through(sign: str) -> None:
    assert to_look_at(sign * (100_000 // len(sign))) is not None


def test_a_name_with_a_hyphen_is_still_listed() -> None:
    found = to_look_at("The panel met Jane Smith-Jones and Mary Counter-Hughes on Monday.")
    assert [look.words for look in found] == ["Jane Smith-Jones", "Mary Counter-Hughes"]
