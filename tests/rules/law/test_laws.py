"""Which law a body is under, and whether the Prevent duty applies: by nation and kind, with the reason."""

import pytest

from dueregard.rules.law.laws import BodyKind, Law, Nation, law_for, regulator_of
from dueregard.rules.law.prevent_duty import Applies, prevent_duty

E, W, S, N = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
K = BodyKind

LAWS = [
    (E, K.LOCAL_AUTHORITY, Law.FOIA),
    (W, K.HEALTH_BOARD, Law.FOIA),
    (N, K.UNIVERSITY, Law.FOIA),
    (N, K.INTEGRATED_SCHOOL, Law.FOIA),
    (E, K.ACADEMY, Law.FOIA),
    (S, K.LOCAL_AUTHORITY, Law.FOISA),
    (S, K.UNIVERSITY, Law.FOISA),
    (S, K.POLICE_FORCE, Law.FOISA),
    (S, K.COUNCIL_SCHOOL, Law.FOISA),
    (S, K.GRANT_AIDED_SCHOOL, Law.FOISA),
    (S, K.INDEPENDENT_SPECIAL_SCHOOL, Law.FOISA),
    (S, K.DEVOLVED_GOVERNMENT, Law.FOISA),
    (S, K.UK_GOVERNMENT, Law.FOIA),
    (S, K.UK_POLICE_FORCE, Law.FOIA),
    (E, K.INDEPENDENT_SCHOOL, None),
    (S, K.INDEPENDENT_SCHOOL, None),
    (E, K.INDEPENDENT_SPECIAL_SCHOOL, None),
    (E, K.PRIVATE_COMPANY, None),
    (E, K.PUBLICLY_OWNED_COMPANY, Law.FOIA),
    (W, K.CHARITY, None),
    (N, K.STUDENT_UNION, None),
]


@pytest.mark.parametrize(("nation", "kind", "law"), LAWS)
def test_the_law_follows_the_authority(nation: Nation, kind: BodyKind, law: Law | None) -> None:
    found = law_for(nation=nation, kind=kind)
    assert found.law is law
    assert found.because
    assert found.source


def test_environmental_information_has_its_own_law_on_each_side_of_the_border() -> None:
    assert law_for(nation=E, kind=K.LOCAL_AUTHORITY, environmental=True).law is Law.EIR
    assert law_for(nation=S, kind=K.LOCAL_AUTHORITY, environmental=True).law is Law.EISR
    assert law_for(nation=S, kind=K.UK_GOVERNMENT, environmental=True).law is Law.EIR
    assert law_for(nation=E, kind=K.CHARITY, environmental=True).law is None


def test_every_kind_in_every_nation_has_an_answer_with_its_reason() -> None:
    for nation in Nation:
        for kind in BodyKind:
            assert law_for(nation=nation, kind=kind).because, (nation, kind)
            assert prevent_duty(nation=nation, kind=kind).because, (nation, kind)
            assert kind.label


# Counter-Terrorism and Security Act 2015, Schedule 6, in outline.
DUTIES = [
    (E, K.LOCAL_AUTHORITY, Applies.YES),
    (E, K.INDEPENDENT_SCHOOL, Applies.YES),
    (W, K.HEALTH_BOARD, Applies.YES),
    (S, K.UNIVERSITY, Applies.YES),
    (S, K.POLICE_FORCE, Applies.YES),
    (S, K.UK_POLICE_FORCE, Applies.YES),
    (E, K.COMBINED_AUTHORITY, Applies.NO),
    (E, K.INTEGRATED_CARE_BOARD, Applies.NO),
    (E, K.GP_PRACTICE, Applies.NO),
    (W, K.FIRE_SERVICE, Applies.NO),
    (S, K.DEVOLVED_GOVERNMENT, Applies.NO),
    (N, K.LOCAL_AUTHORITY, Applies.NO),
    (N, K.UNIVERSITY, Applies.NO),
    (E, K.UK_GOVERNMENT, Applies.UNCONFIRMED),
    (W, K.DEVOLVED_GOVERNMENT, Applies.UNCONFIRMED),
]


@pytest.mark.parametrize(("nation", "kind", "applies"), DUTIES)
def test_the_prevent_duty_applies_where_the_schedule_says(nation: Nation, kind: BodyKind, applies: Applies) -> None:
    assert prevent_duty(nation=nation, kind=kind).applies is applies


def test_the_regulator_is_scottish_for_scottish_laws_and_bears_its_present_name_elsewhere() -> None:
    assert regulator_of(Law.FOISA).name == "Scottish Information Commissioner"
    assert regulator_of(Law.EISR).website == "foi.scot"
    assert regulator_of(Law.FOIA, uk_regulator="Information Commission").name == "Information Commission"
    assert regulator_of(Law.SAR).name == "Information Commissioner"
