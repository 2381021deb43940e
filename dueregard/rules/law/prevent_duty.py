"""Does the Prevent duty apply to a kind of body in a nation? Yes, no, or not confirmed, with the reason.

Leaves the information law to `laws.py`. Says nothing about what the duty demands.
"""

from dataclasses import dataclass
from enum import StrEnum

from dueregard.rules.law.laws import BodyKind, Nation


class Applies(StrEnum):
    """Whether a duty applies, as far as we could confirm it."""

    YES = "yes"
    NO = "no"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class DutyFound:
    """Whether the duty applies, with a sentence that says why and a source for it."""

    applies: Applies
    because: str
    source: str


SCHEDULE = "Counter-Terrorism and Security Act 2015, section 26 and Schedule 6"

_EDUCATION = {
    BodyKind.UNIVERSITY,
    BodyKind.FURTHER_EDUCATION_COLLEGE,
    BodyKind.SIXTH_FORM_COLLEGE,
    BodyKind.MAINTAINED_SCHOOL,
    BodyKind.ACADEMY,
    BodyKind.INDEPENDENT_SCHOOL,
    BodyKind.INDEPENDENT_SPECIAL_SCHOOL,
    BodyKind.VOLUNTARY_SCHOOL,
    BodyKind.CONTROLLED_SCHOOL,
    BodyKind.PUPIL_REFERRAL_UNIT,
    BodyKind.CHILDCARE_PROVIDER,
}
_JUSTICE = {BodyKind.POLICE_FORCE, BodyKind.POLICE_COMMISSIONER, BodyKind.UK_POLICE_FORCE, BodyKind.PRISON_OR_PROBATION}
_ENGLAND_AND_WALES = {BodyKind.LOCAL_AUTHORITY, *_EDUCATION, *_JUSTICE}
_LISTED = {
    Nation.ENGLAND: {*_ENGLAND_AND_WALES, BodyKind.NHS_BODY},
    Nation.WALES: {*_ENGLAND_AND_WALES, BodyKind.NHS_BODY, BodyKind.HEALTH_BOARD},
    Nation.SCOTLAND: {
        BodyKind.LOCAL_AUTHORITY,
        BodyKind.UNIVERSITY,
        BodyKind.FURTHER_EDUCATION_COLLEGE,
        BodyKind.COUNCIL_SCHOOL,
        BodyKind.MAINTAINED_SCHOOL,
        BodyKind.GRANT_AIDED_SCHOOL,
        BodyKind.INDEPENDENT_SCHOOL,
        BodyKind.INDEPENDENT_SPECIAL_SCHOOL,
        BodyKind.NHS_BODY,
        BodyKind.HEALTH_BOARD,
        *_JUSTICE,
    },
}
_NOT_LISTED = {
    BodyKind.COMBINED_AUTHORITY: "Schedule 6 does not name combined authorities.",
    BodyKind.FIRE_SERVICE: "Schedule 6 does not name fire and rescue services.",
    BodyKind.INTEGRATED_CARE_BOARD: "Schedule 6 does not name integrated care boards; contracts may extend it to them.",
    BodyKind.GP_PRACTICE: "Schedule 6 does not name GP practices; contracts may extend it to them.",
    BodyKind.STUDENT_UNION: "Schedule 6 does not name students' unions; the duty applies to their university.",
    BodyKind.CHARITY: "Schedule 6 does not name charities as such.",
}
_IN_OUTLINE = {
    Nation.WALES: {BodyKind.NHS_BODY, BodyKind.HEALTH_BOARD},
    Nation.SCOTLAND: _LISTED[Nation.SCOTLAND],
}


def prevent_duty(*, nation: Nation, kind: BodyKind) -> DutyFound:
    """Return whether a body of this kind in this nation is a specified authority.

    Source: Counter-Terrorism and Security Act 2015, Schedule 6, in outline; for Northern Ireland, Hansard,
    16 December 2014.
    """
    if nation is Nation.NORTHERN_IRELAND:
        return DutyFound(
            Applies.NO, "The Prevent duty does not extend to Northern Ireland.", "Hansard, 16 December 2014"
        )
    if kind in _LISTED[nation]:
        because = f"Schedule 6 names this kind of body in {nation.label}."
        if kind in _IN_OUTLINE.get(nation, set()):
            because += " We know the list only in outline; we have not confirmed the exact entry."
        if kind is BodyKind.NHS_BODY and nation is Nation.ENGLAND:
            because = "Schedule 6 names NHS trusts and foundation trusts in England, and no other health bodies."
        return DutyFound(Applies.YES, because, SCHEDULE)
    if kind in _NOT_LISTED:
        return DutyFound(Applies.NO, _NOT_LISTED[kind], SCHEDULE)
    if kind is BodyKind.DEVOLVED_GOVERNMENT and nation is Nation.SCOTLAND:
        return DutyFound(Applies.NO, "Schedule 6 does not name the Scottish Government.", SCHEDULE)
    return DutyFound(Applies.UNCONFIRMED, "We could not confirm whether Schedule 6 names this kind of body.", SCHEDULE)
