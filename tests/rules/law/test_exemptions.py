"""A reply's exemptions are read out of its words, each once, under the body's own law."""

import pytest

from dueregard.rules.law.exemptions import EXEMPTIONS, Nature, exemption_of, find_exemptions
from dueregard.rules.law.laws import Law

TEXTS = [
    (Law.FOIA, "We rely on section 24(1) and s.31(1)(a).", ["24(1)", "31(1)(a)"]),
    (Law.FOIA, "Refused by virtue of S.12 of the Act", ["12"]),
    (Law.FOIA, "sections 23 and 24 in the alternative", ["23", "24"]),
    (Law.FOIA, "section 31(1)(a) and (b); later Section 31 (1) (a) again", ["31(1)(a)", "31(1)(b)"]),
    (Law.FOIA, "section 36(2)(b)(i) and (ii)", ["36(2)(b)(i)", "36(2)(b)(ii)"]),
    (Law.FOIA, "ss. 30, 31 & 38", ["30", "31", "38"]),
    (Law.FOIA, "s40(2)", ["40(2)"]),
    (Law.FOIA, "Section 43.\nSection 44(1)(a)", ["43", "44(1)(a)"]),
    (Law.FOIA, "under section 16 we advise; section 17 requires this notice; section 50 lets you complain", []),
    (Law.FOIA, "section 26 of the Counter-Terrorism and Security Act 2015", []),
    (Law.FOIA, "section 40(2), and section 10 of the Data Protection Act 2018", ["40(2)"]),
    (Law.FOIA, "section 41 of the Freedom of Information Act 2000", ["41"]),
    (Law.FOIA, "our office is open 24 hours; see page 31; services 12", []),
    (Law.FOISA, "section 18, read with section 34(1)(b)", ["18", "34(1)(b)"]),
    (Law.EIR, "regulation 12(4)(b) and reg 12(5)(a)", ["12(4)(b)", "12(5)(a)"]),
    (Law.EIR, "section 12 of our policy", []),
]


@pytest.mark.parametrize(("law", "text", "sections"), TEXTS)
def test_a_reply_names_its_exemptions_in_the_order_of_the_text(law: Law, text: str, sections: list[str]) -> None:
    assert [mention.section for mention in find_exemptions(text, law)] == sections


SUBJECTS = [
    (Law.FOIA, "31(1)(a)", "law enforcement", Nature.QUALIFIED, "35"),
    (Law.FOISA, "31(1)", "national security", Nature.QUALIFIED, "24"),
    (Law.FOISA, "31", "national security", Nature.QUALIFIED, "24"),
    (Law.FOISA, "35(1)(a)", "law enforcement", Nature.QUALIFIED, "31"),
    (Law.FOISA, "36(1)", "legal privilege", Nature.QUALIFIED, "42"),
    (Law.FOISA, "36(2)", "confidence", Nature.ABSOLUTE, "41"),
    (Law.FOIA, "23(1)", "security bodies", Nature.ABSOLUTE, ""),
]


@pytest.mark.parametrize(("law", "section", "subject", "nature", "twin"), SUBJECTS)
def test_the_same_number_means_another_thing_in_scotland(
    law: Law, section: str, subject: str, nature: Nature, twin: str
) -> None:
    found = exemption_of(law, section)
    assert found is not None
    assert (found.subject, found.nature, found.twin) == (subject, nature, twin)


def test_a_bare_number_with_two_meanings_is_not_guessed() -> None:
    assert exemption_of(Law.FOISA, "36") is None


def test_every_exemption_but_the_security_bodies_has_its_scottish_twin() -> None:
    without = [one.section for one in EXEMPTIONS if one.law is Law.FOIA and not one.twin]
    assert without == ["23"]
