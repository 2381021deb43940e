"""The text of a motion is read as headings, lists and paragraphs; signs that no file can hold go, nothing else does."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.letters.document import document_of, pieces_of
from dueregard.rules.letters.languages import WELSH, in_words
from dueregard.rules.letters.markup import Heading, Items, Paragraph, Quotation, blocks_of, cleaned, numbered
from dueregard.rules.letters.own_words import own_words
from dueregard.rules.letters.plain import as_text
from dueregard.rules.letters.roles import in_a_sentence
from dueregard.rules.letters.signatories import names_of, written_twice


def test_each_kind_of_line_is_what_it_looks_like() -> None:
    text = (
        "# Title\nDear all\nsecond line\n\n1. one\n2) two\n- dot\n• dot too\n> said\n>\n> more\n## Part\n#not a heading"
    )
    assert blocks_of(text) == (
        Heading(1, "Title"),
        Paragraph(("Dear all", "second line")),
        Items(True, ("one", "two")),
        Items(False, ("dot", "dot too")),
        Quotation(("said", "", "more")),
        Heading(2, "Part"),
        Paragraph(("#not a heading",)),
    )


@given(st.text())
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    document = document_of(text=text, head="")
    kept = "".join(re.findall(r"[^\W\d_]", "".join(line for one in pieces_of(document) for line in one.lines)))
    assert kept == "".join(re.findall(r"[^\W\d_]", cleaned(text)))
    assert as_text(document).endswith("\n")


@given(st.text())
def test_a_cleaned_text_can_stand_in_any_xml_file(text: str) -> None:
    assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\r\u202e]", cleaned(text)) is None


def test_lists_count_from_one_and_the_last_item_ends_in_a_full_stop() -> None:
    assert numbered("1. a;\n1. b;\n\n7. c;") == "1. a;\n2. b.\n\n1. c."


def test_headings_skip_no_level() -> None:
    assert [one.level for one in pieces_of(document_of(text="# A\n\n### B\n\n## C", head=""))] == [1, 2, 2]
    assert [one.level for one in pieces_of(document_of(text="### A\n\n## B", head=""))] == [1, 2]


def test_dates_are_in_the_language_of_the_letter() -> None:
    day = date(2026, 12, 10)
    assert in_words(day) == "Thursday 10 December 2026"
    assert in_words(day, WELSH) == "dydd Iau 10 Rhagfyr 2026"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("University of Northport", "the University of Northport"),
        ("Northport University", "Northport University"),
        ("London Borough of Northport", "the London Borough of Northport"),
        ("Northport NHS Foundation Trust", "Northport NHS Foundation Trust"),
    ],
)
def test_a_name_has_its_article_where_a_sentence_needs_one(name: str, said: str) -> None:
    assert in_a_sentence(name) == said


def test_names_that_are_there_twice_are_found_whatever_their_case_dots_and_form() -> None:
    typed = "1. Asha Rao\n\n- Zoë Bell\nASHA  RAO.\nZoe\u0308 Bell\nCarys"
    assert names_of(typed) == ("Asha Rao", "Zoë Bell", "ASHA RAO.", "Zoe\u0308 Bell", "Carys")
    assert [one.says for one in written_twice(typed)] == [
        "“Asha Rao” is on lines 1 and 4.",
        "“Zoë Bell” is on lines 3 and 5.",
    ]


def test_own_words_are_those_in_no_run_of_four_from_the_template() -> None:
    template = "we ask you to tell us how you carry out the duty"
    assert own_words(text=template, template=template).own == 0
    changed = own_words(text="We ask you to explain why. Tell us!", template=template)
    assert (changed.own, changed.words) == (4, 8)
    assert own_words(text="", template=template).share == 0


def test_a_heading_after_a_tab_loses_no_word_and_has_no_tab_in_it() -> None:
    assert blocks_of("##\tThe Prevent\tduty here") == (Heading(2, "The Prevent duty here"),)
