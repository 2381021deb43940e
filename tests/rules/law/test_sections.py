"""Sections of a law come out in one form, however somebody typed them, so that what answers them is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.law.laws import Law
from dueregard.rules.law.sections import HIGHEST, Citation, read_all, read_sections

UNDER_FOIA = [
    ("section 24(1)", ["section 24(1)"]),
    ("s.24", ["section 24"]),
    ("S24(1)", ["section 24(1)"]),
    ("24", ["section 24"]),
    ("Section 24 (1) FOIA", ["section 24(1)"]),
    ("s 43(2) and 41", ["section 43(2)", "section 41"]),
    ("ss. 30, 31 & 38", ["section 30", "section 31", "section 38"]),
    ("s.31(1)(a), (b) and (g)", ["section 31(1)(a)", "section 31(1)(b)", "section 31(1)(g)"]),
    ("31(1)(a)-(c)", ["section 31(1)(a)", "section 31(1)(b)", "section 31(1)(c)"]),
    ("section 36(2)(b)(i) and (ii)", ["section 36(2)(b)(i)", "section 36(2)(b)(ii)"]),
    ("sections 23 and 24 in the alternative", ["section 23", "section 24"]),
    ("Section 31(1)(A), section 40 (2) & (3a)", ["section 31(1)(a)", "section 40(2)", "section 40(3A)"]),
    ("section 41 of the Freedom of Information Act 2000", ["section 41"]),
    ("exempt under s40(2); s40(2)", ["section 40(2)"]),
    ("regulation 12(4)(b) EIR", ["regulation 12(4)(b)"]),
    ("FOIA s.24; EIR 12(5)(b)", ["section 24", "regulation 12(5)(b)"]),
    ("s.24, FOISA s.38", ["section 24", "section 38 FOISA"]),
    ("s.38(1)(b) of the Freedom of Information (Scotland) Act 2002", ["section 38(1)(b) FOISA"]),
    ("section\u00a024(1)\u2009", ["section 24(1)"]),
    ("", []),
]
UNDER_FOISA = [
    ("s.31(1)", ["section 31(1)"]),
    ("s38(1)(b) FOISA", ["section 38(1)(b)"]),
    ("section 35(1)(a) and (b)", ["section 35(1)(a)", "section 35(1)(b)"]),
    ("regulation 10(5)(a) EI(S)Rs", ["regulation 10(5)(a)"]),
    ("section 24 FOIA", ["section 24 FOIA"]),
]
UNDER_EIR = [
    ("12(5)(e)", ["regulation 12(5)(e)"]),
    ("reg 12(4)(b) and (d)", ["regulation 12(4)(b)", "regulation 12(4)(d)"]),
    ("section 40 FOIA", ["section 40"]),
]
TYPED = [
    *((Law.FOIA, *each) for each in UNDER_FOIA),
    *((Law.FOISA, *each) for each in UNDER_FOISA),
    *((Law.EIR, *each) for each in UNDER_EIR),
]


@pytest.mark.parametrize(("law", "typed", "cited"), TYPED)
def test_sections_are_kept_in_one_form(law: Law, typed: str, cited: list[str]) -> None:
    read = read_sections(typed, law)
    assert (list(read.cited(law)), read.unread) == (cited, ())


@pytest.mark.parametrize(
    ("typed", "cited", "unread"),
    [
        ("national security", ["national security"], ("national security",)),
        ("s.24(1", ["section 24", "(1"], ("(1",)),
        ("s.999", ["section 999"], ("section 999",)),
        ("commercial interests (s.43)", ["section 43", "commercial interests"], ("commercial interests",)),
        (
            "section 44 and section 3 of the Terrorism Act 2000",
            ["section 44", "section 3 of the Terrorism Act 2000"],
            ("section 3 of the Terrorism Act 2000",),
        ),
    ],
)
def test_what_names_no_section_is_kept_as_typed_and_said(typed: str, cited: list[str], unread: tuple[str, ...]) -> None:
    read = read_sections(typed, Law.FOIA)
    assert (list(read.cited(Law.FOIA)), read.unread) == (cited, unread)


def test_the_unit_says_which_law_is_meant() -> None:
    assert read_all(["regulation 12(4)(b)"], Law.FOIA) == (Citation(Law.EIR, "12(4)(b)"),)
    assert read_all(["regulation 10(4)(a)"], Law.FOISA) == (Citation(Law.EISR, "10(4)(a)"),)
    assert read_all(["section 24"], Law.EIR) == (Citation(Law.FOIA, "24"),)


@pytest.mark.parametrize(
    ("one", "other", "do_meet"),
    [("24", "24(1)", True), ("24(1)", "24", True), ("2", "24", False),
     ("24(1)", "24(2)", False), ("31(1)", "31(1)(a)", True)],
)  # fmt: skip
def test_a_section_meets_its_own_limbs_and_no_others(one: str, other: str, *, do_meet: bool) -> None:
    assert Citation(Law.FOIA, one).meets(Citation(Law.FOIA, other)) is do_meet
    assert not Citation(Law.FOIA, one).meets(Citation(Law.FOISA, other))


@pytest.mark.parametrize(
    ("typed", "sections", "unread"),
    [
        ("1.2", (), ("1.2",)),
        ("section 24.1", (), ("section 24.1",)),
        ("section 31, 24.1(a)", ("31",), ("section 24.1(a)",)),
        ("s.40(2), dated 1.2.2026", ("40(2)",), ("dated 1.2.2026",)),
        ("version 1.2", (), ("version 1.2",)),
        ("s. 24. 31", ("24", "31"), ()),
    ],
)
def test_a_number_with_a_dot_is_left_to_a_person(
    typed: str, sections: tuple[str, ...], unread: tuple[str, ...]
) -> None:
    """It may be a section and its limb, a day or a sum; kept as typed, it reads the same again."""
    read = read_sections(typed, Law.FOIA)
    assert tuple(each.number for each in read.citations) == sections
    assert read.unread == unread
    assert read_all(read.cited(Law.FOIA), Law.FOIA) == read.citations


LIMBS = st.lists(
    st.one_of(st.integers(1, 9).map(str), st.sampled_from("abcdg"), st.sampled_from(["ii", "3A"])), max_size=3
)
UNITS = {False: ["section ", "s.", "s ", "S", "Section  ", "sect. "], True: ["regulation ", "reg ", "regs. ", "Reg."]}


@given(st.data())
def test_any_way_of_writing_a_section_comes_to_the_same(data: st.DataObject) -> None:
    law = data.draw(st.sampled_from(list(HIGHEST)))
    number, limbs = data.draw(st.integers(1, HIGHEST[law])), data.draw(LIMBS)
    unit = data.draw(st.sampled_from(UNITS[law in (Law.EIR, Law.EISR)]))
    gap = data.draw(st.sampled_from(["", " "]))
    typed = f"{unit}{number}" + "".join(f"{gap}({gap}{limb}{gap})" for limb in limbs)
    wanted = Citation(law, f"{number}" + "".join(f"({limb})" for limb in limbs))
    assert read_sections(typed, law).citations == (wanted,)


@given(st.text(max_size=80), st.sampled_from(list(HIGHEST)))
def test_whatever_is_typed_nothing_is_lost_and_what_is_kept_reads_the_same_again(typed: str, law: Law) -> None:
    kept = read_sections(typed, law)
    again = [read_sections(words, law) for words in kept.cited(law)]
    assert tuple(dict.fromkeys(each for one in again for each in one.citations)) == kept.citations
    assert bool(kept.cited(law)) or not any(each.isalnum() for each in typed)
