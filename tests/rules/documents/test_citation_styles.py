"""A citation in the three styles. Sources: Cite Them Right (Harvard); OSCOLA, 4th edition, 3.4; BibTeXing 3.1."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.citation_styles import Cited, bibtex, citations, clock, harvard, oscola

PAGE = Cited(
    author="University of Northport",
    title="Risk assessment",
    dated_on=date(2026, 3, 9),
    released_on=date(2026, 11, 4),
    url="https://tap.example/documents/1/pages/4/",
    read_on=date(2026, 11, 25),
    site="Together Against Prevent",
    page=4,
    sha256="ab12",
)
UNDATED = replace(PAGE, dated_on=None, released_on=None)
NAMELESS = replace(PAGE, author="", page=None)
SOUND = replace(PAGE, title="Training, part 2", time="2:13")
SHEET = replace(PAGE, label="Referrals")


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (
            PAGE,
            "University of Northport (2026) Risk assessment, p. 4. Together Against Prevent. "
            "Available at: https://tap.example/documents/1/pages/4/ (Accessed: 25 November 2026).",
        ),
        (
            UNDATED,
            "University of Northport (no date) Risk assessment, p. 4. Together Against Prevent. "
            "Available at: https://tap.example/documents/1/pages/4/ (Accessed: 25 November 2026).",
        ),
        (
            NAMELESS,
            "Risk assessment (2026). Together Against Prevent. "
            "Available at: https://tap.example/documents/1/pages/4/ (Accessed: 25 November 2026).",
        ),
        (
            SOUND,
            "University of Northport (2026) Training, part 2, at 2:13. Together Against Prevent. "
            "Available at: https://tap.example/documents/1/pages/4/ (Accessed: 25 November 2026).",
        ),
    ],
)
def test_harvard(cited: Cited, words: str) -> None:
    assert harvard(cited) == words


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (
            PAGE,
            "University of Northport, ‘Risk assessment’ (Together Against Prevent, 9 March 2026) 4 "
            "<https://tap.example/documents/1/pages/4/> accessed 25 November 2026.",
        ),
        (
            replace(UNDATED, title="The board's plan"),
            "University of Northport, ‘The board’s plan’ (Together Against Prevent) 4 "
            "<https://tap.example/documents/1/pages/4/> accessed 25 November 2026.",
        ),
        (
            NAMELESS,
            "‘Risk assessment’ (Together Against Prevent, 9 March 2026) "
            "<https://tap.example/documents/1/pages/4/> accessed 25 November 2026.",
        ),
        (
            SHEET,
            "University of Northport, ‘Risk assessment’ (Together Against Prevent, 9 March 2026) sheet ‘Referrals’ "
            "<https://tap.example/documents/1/pages/4/> accessed 25 November 2026.",
        ),
    ],
)
def test_oscola(cited: Cited, words: str) -> None:
    assert oscola(cited) == words


def test_bibtex() -> None:
    assert bibtex(replace(PAGE, title="Risk & reward {50%}")) == (
        "@misc{northport2026riskp4,\n"
        "  author = {{University of Northport}},\n"
        "  title = {{Risk \\& reward \\{50\\%\\}}},\n"
        "  year = {2026},\n"
        "  howpublished = {Together Against Prevent},\n"
        "  note = {page 4. SHA-256 ab12},\n"
        "  url = {https://tap.example/documents/1/pages/4/},\n"
        "  urldate = {2026-11-25}\n"
        "}"
    )


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_title_breaks_out_of_its_braces(title: str, author: str) -> None:
    entry = bibtex(replace(PAGE, title=title, author=author)).replace("\\{", "").replace("\\}", "")
    assert entry.count("{") == entry.count("}")
    assert "\n}" in entry
    assert len(citations(replace(PAGE, title=title, author=author))) == 3


@pytest.mark.parametrize(("ms", "words"), [(0, "0:00"), (133_999, "2:13"), (3_733_000, "1:02:13")])
def test_a_moment_of_a_recording(ms: int, words: str) -> None:
    assert clock(ms) == words
