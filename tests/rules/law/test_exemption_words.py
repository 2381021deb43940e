"""Every exemption of our tables is explained in plain words, and what we do not know is said."""

import pytest

from dueregard.rules.law.exemption_words import MUST_SHOW_HARM, MUST_WEIGH, NEED_NOT_WEIGH, explain
from dueregard.rules.law.exemptions import EXEMPTIONS, Exemption
from dueregard.rules.law.laws import Law


@pytest.mark.parametrize("exemption", EXEMPTIONS, ids=lambda one: f"{one.law}-{one.section}")
def test_each_is_explained(exemption: Exemption) -> None:
    (one,) = explain(exemption.cited, exemption.law)
    assert one.subject == exemption.subject
    assert 20 < len(one.says) < 260
    assert one.says.endswith(".")


def test_a_limb_is_explained_by_its_section_and_cited_as_it_is() -> None:
    (one,) = explain("section 24(1)", Law.FOIA)
    assert (one.cited, one.subject) == ("section 24(1)", "national security")
    assert MUST_WEIGH in one.says
    assert MUST_SHOW_HARM in explain("section 31(1)(a)", Law.FOIA)[0].says
    assert NEED_NOT_WEIGH in explain("section 41", Law.FOIA)[0].says


def test_an_exception_of_the_environmental_regulations_must_be_weighed() -> None:
    """Source: Environmental Information Regulations 2004, regulation 12(1)(b); in Scotland 10(1)(b)."""
    for words, law in (("regulation 12(4)(b)", Law.EIR), ("regulation 10(5)(a)", Law.EISR)):
        assert "serves the public better" in explain(words, law)[0].says


def test_of_what_we_do_not_know_we_say_so() -> None:
    assert explain("section 88", Law.FOIA)[0].says == "We have no explanation of this section."
    assert explain("for reasons of policy", Law.FOIA)[0].says == "We have no explanation of this."
