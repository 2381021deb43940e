"""A letter is wrapped for mail so that every programme shows it well, and unwraps to what was written."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.wording import unfold
from dueregard.rules.text.wrapping import WIDTH, unwrap, wrap_for_mail

SENTENCE = st.text(st.sampled_from("abcdefgh .,>-F"), max_size=400).map(lambda text: " ".join(text.split()))


def test_long_lines_are_broken_softly_at_the_width() -> None:
    rows = wrap_for_mail("word " * 60).split("\n")
    assert len(rows) > 3
    assert all(row.endswith(" ") for row in rows[:-1])
    assert all(len(row) <= WIDTH + 1 for row in rows)


def test_a_writers_own_line_breaks_are_hard() -> None:
    assert wrap_for_mail("1 Quay \nNorthport\r\nNP1 1AA") == "1 Quay\nNorthport\nNP1 1AA"


def test_a_web_address_is_never_broken() -> None:
    address = "https://northport.example/" + "long-" * 30
    assert address in wrap_for_mail(f"It lies at {address} as far as I know")


def test_lines_that_a_mail_system_could_misread_get_a_space() -> None:
    assert wrap_for_mail("> not a quote\nFrom now on\n indented") == " > not a quote\n From now on\n  indented"


@given(st.lists(SENTENCE, max_size=6))
def test_unwrapping_gives_back_what_was_written(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    assert unwrap(wrap_for_mail(text)) == text


@given(st.text(max_size=500))
def test_wrapping_loses_no_word(text: str) -> None:
    assert wrap_for_mail(text).split() == text.split()


def test_a_files_wrapped_lines_become_paragraphs() -> None:
    text = (
        "Dear {body},\n\nOne line\nand its end.\n\n1. First\n   question\n2. Second\n\nAsha\\\nExample\n{signature}\n"
    )
    assert unfold(text) == (
        "Dear {body},\n\nOne line and its end.\n\n1. First question\n2. Second\n\nAsha\nExample\n{signature}"
    )


@given(st.text(max_size=300))
def test_unfolding_loses_no_word(text: str) -> None:
    assert re.sub(r"[\s\\]+", "", unfold(text)) == re.sub(r"[\s\\]+", "", text)


@given(st.lists(SENTENCE.filter(bool), max_size=5))
def test_a_letter_on_paragraph_lines_stays_as_it_is_when_spaced(paragraphs: list[str]) -> None:
    assert unfold("\n\n".join(paragraphs)).split("\n\n") == ("\n\n".join(paragraphs)).split("\n\n")
