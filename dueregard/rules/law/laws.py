"""Which information law, and whether the Prevent duty, applies to a public body: by its nation and its kind.

Leaves the dates to `deadlines.py` and the exemptions to `exemptions.py`. Knows kinds of body, never a named one.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Code(StrEnum):
    """A code in the law's vocabulary, hashed as a string: Python's own hash of an enum member costs more."""

    __hash__ = str.__hash__


class Law(Code):
    """An information law. The law follows the authority, never the place where the requester lives."""

    FOIA = "foia"
    FOISA = "foisa"
    EIR = "eir"
    EISR = "eisr"
    SAR = "sar"

    @property
    def label(self) -> str:
        """The law's full name, as you would cite it."""
        return _LAW_NAMES[self]

    @property
    def is_scottish(self) -> bool:
        """True for the laws enforced by the Scottish Information Commissioner."""
        return self in (Law.FOISA, Law.EISR)


_LAW_NAMES = {
    Law.FOIA: "Freedom of Information Act 2000",
    Law.FOISA: "Freedom of Information (Scotland) Act 2002",
    Law.EIR: "Environmental Information Regulations 2004",
    Law.EISR: "Environmental Information (Scotland) Regulations 2004",
    Law.SAR: "UK GDPR, article 15 (subject access)",
}


class Nation(Code):
    """The nation a body belongs to. A UK-wide body has the nation of its head office and a UK-wide kind."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()


class BodyKind(Code):
    """What sort of body it is, as far as a law or a duty tells them apart."""

    LOCAL_AUTHORITY = "local_authority"
    COMBINED_AUTHORITY = "combined_authority"
    UNIVERSITY = "university"
    FURTHER_EDUCATION_COLLEGE = "further_education_college"
    SIXTH_FORM_COLLEGE = "sixth_form_college"
    MAINTAINED_SCHOOL = "maintained_school"
    ACADEMY = "academy"
    CONTROLLED_SCHOOL = "controlled_school"
    VOLUNTARY_SCHOOL = "voluntary_school"
    INTEGRATED_SCHOOL = "integrated_school"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit"
    COUNCIL_SCHOOL = "council_school"
    GRANT_AIDED_SCHOOL = "grant_aided_school"
    INDEPENDENT_SPECIAL_SCHOOL = "independent_special_school"
    INDEPENDENT_SCHOOL = "independent_school"
    NHS_BODY = "nhs_body"
    HEALTH_BOARD = "health_board"
    INTEGRATED_CARE_BOARD = "integrated_care_board"
    GP_PRACTICE = "gp_practice"
    POLICE_FORCE = "police_force"
    POLICE_COMMISSIONER = "police_commissioner"
    UK_POLICE_FORCE = "uk_police_force"
    FIRE_SERVICE = "fire_service"
    PRISON_OR_PROBATION = "prison_or_probation"
    UK_GOVERNMENT = "uk_government"
    DEVOLVED_GOVERNMENT = "devolved_government"
    REGULATOR = "regulator"
    OTHER_PUBLIC_BODY = "other_public_body"
    UK_PUBLIC_BODY = "uk_public_body"
    PUBLICLY_OWNED_COMPANY = "publicly_owned_company"
    CHILDCARE_PROVIDER = "childcare_provider"
    PRIVATE_COMPANY = "private_company"
    CHARITY = "charity"
    STUDENT_UNION = "student_union"

    @property
    def label(self) -> str:
        """The kind in plain English, as a form or a list shows it."""
        return _KIND_NAMES[self]


_KIND_NAMES = {
    BodyKind.LOCAL_AUTHORITY: "Council",
    BodyKind.COMBINED_AUTHORITY: "Combined authority",
    BodyKind.UNIVERSITY: "University",
    BodyKind.FURTHER_EDUCATION_COLLEGE: "Further education college",
    BodyKind.SIXTH_FORM_COLLEGE: "Sixth-form college",
    BodyKind.MAINTAINED_SCHOOL: "Maintained school or nursery school",
    BodyKind.ACADEMY: "Academy or free school",
    BodyKind.CONTROLLED_SCHOOL: "Controlled school",
    BodyKind.VOLUNTARY_SCHOOL: "Voluntary school",
    BodyKind.INTEGRATED_SCHOOL: "Integrated school",
    BodyKind.PUPIL_REFERRAL_UNIT: "Pupil referral unit",
    BodyKind.COUNCIL_SCHOOL: "Council school (Scotland)",
    BodyKind.GRANT_AIDED_SCHOOL: "Grant-aided school (Scotland)",
    BodyKind.INDEPENDENT_SPECIAL_SCHOOL: "Independent special school",
    BodyKind.INDEPENDENT_SCHOOL: "Independent fee-paying school",
    BodyKind.NHS_BODY: "NHS trust or other NHS body",
    BodyKind.HEALTH_BOARD: "Health board",
    BodyKind.INTEGRATED_CARE_BOARD: "Integrated care board",
    BodyKind.GP_PRACTICE: "GP practice",
    BodyKind.POLICE_FORCE: "Police force",
    BodyKind.POLICE_COMMISSIONER: "Police and crime commissioner or police authority",
    BodyKind.UK_POLICE_FORCE: "UK-wide police force (such as the British Transport Police)",
    BodyKind.FIRE_SERVICE: "Fire and rescue service",
    BodyKind.PRISON_OR_PROBATION: "Prison or probation service",
    BodyKind.UK_GOVERNMENT: "UK government department or agency",
    BodyKind.DEVOLVED_GOVERNMENT: "Devolved government",
    BodyKind.REGULATOR: "Regulator or inspectorate",
    BodyKind.OTHER_PUBLIC_BODY: "Other public body",
    BodyKind.UK_PUBLIC_BODY: "Other UK-wide public body",
    BodyKind.PUBLICLY_OWNED_COMPANY: "Company wholly owned by public bodies",
    BodyKind.CHILDCARE_PROVIDER: "Registered childcare provider",
    BodyKind.PRIVATE_COMPANY: "Private company",
    BodyKind.CHARITY: "Charity",
    BodyKind.STUDENT_UNION: "Students' union",
}

UK_WIDE = frozenset({BodyKind.UK_GOVERNMENT, BodyKind.UK_POLICE_FORCE, BodyKind.UK_PUBLIC_BODY})
NO_LAW = frozenset(
    {
        BodyKind.INDEPENDENT_SCHOOL,
        BodyKind.CHILDCARE_PROVIDER,
        BodyKind.PRIVATE_COMPANY,
        BodyKind.CHARITY,
        BodyKind.STUDENT_UNION,
    }
)
# State schools that are authorities in their own right outside Scotland, and the council's own within it.
STATE_SCHOOLS = frozenset(
    {
        BodyKind.MAINTAINED_SCHOOL,
        BodyKind.ACADEMY,
        BodyKind.CONTROLLED_SCHOOL,
        BodyKind.VOLUNTARY_SCHOOL,
        BodyKind.INTEGRATED_SCHOOL,
        BodyKind.PUPIL_REFERRAL_UNIT,
        BodyKind.COUNCIL_SCHOOL,
    }
)
# Scottish schools that are authorities in their own right.
SCOTTISH_SCHOOLS = frozenset({BodyKind.GRANT_AIDED_SCHOOL, BodyKind.INDEPENDENT_SPECIAL_SCHOOL})


@dataclass(frozen=True, slots=True)
class LawFound:
    """The law a body is under, or None, with a sentence that says why and a source for it."""

    law: Law | None
    because: str
    source: str


@lru_cache(maxsize=512)
def law_for(*, nation: Nation, kind: BodyKind, environmental: bool = False) -> LawFound:
    """Return the law under which this body answers a request made to it, or none.

    Subject access is not found here: it applies to every controller and is chosen by what is asked.
    Source: Freedom of Information Act 2000, Schedule 1; Freedom of Information (Scotland) Act 2002, Schedule 1.
    """
    if kind in NO_LAW or (kind in SCOTTISH_SCHOOLS and nation is not Nation.SCOTLAND):
        return LawFound(None, _no_law(kind), "Freedom of Information Act 2000, Schedule 1, and its Scottish twin")
    scottish = nation is Nation.SCOTLAND and kind not in UK_WIDE
    if environmental:
        law = Law.EISR if scottish else Law.EIR
        return LawFound(law, f"Environmental information: the {law.label} apply here.", f"{law.label}, regulation 5(1)")
    if not scottish:
        return LawFound(Law.FOIA, _why_foia(kind), "Freedom of Information Act 2000, section 3 and Schedule 1")
    because = f"A Scottish public authority answers under the {Law.FOISA.label}."
    if kind in STATE_SCHOOLS:
        because = (
            "A Scottish state school is not itself a public authority: the council answers, "
            f"under the {Law.FOISA.label}."
        )
    return LawFound(Law.FOISA, because, "Freedom of Information (Scotland) Act 2002, section 3 and Schedule 1")


def _no_law(kind: BodyKind) -> str:
    words = {
        BodyKind.INDEPENDENT_SCHOOL: "No freedom of information law covers an independent fee-paying school, "
        "though the Prevent duty applies to it in Great Britain.",
        BodyKind.INDEPENDENT_SPECIAL_SCHOOL: "No freedom of information law covers "
        "an independent special school outside Scotland.",
        BodyKind.GRANT_AIDED_SCHOOL: "Grant-aided schools of this kind are Scottish; "
        "no freedom of information law outside Scotland names them.",
        BodyKind.CHILDCARE_PROVIDER: "No freedom of information law covers a private childcare provider.",
        BodyKind.PRIVATE_COMPANY: "No freedom of information law covers a private company. "
        "(A company wholly owned by public bodies is a separate kind in this register.)",
        BodyKind.CHARITY: "No freedom of information law covers a charity.",
        BodyKind.STUDENT_UNION: "No freedom of information law covers a students' union.",
    }
    return words[kind] + " You can still ask, but there is no deadline for an answer."


def _why_foia(kind: BodyKind) -> str:
    if kind in UK_WIDE:
        return f"A UK-wide body answers under the {Law.FOIA.label}, wherever the requester lives."
    return f"A public authority in England, Wales or Northern Ireland answers under the {Law.FOIA.label}."


@dataclass(frozen=True, slots=True)
class Regulator:
    """Who enforces a law, and where to read about it."""

    name: str
    website: str


SCOTTISH_COMMISSIONER = Regulator("Scottish Information Commissioner", "foi.scot")


def regulator_of(law: Law, *, uk_regulator: str = "Information Commissioner") -> Regulator:
    """Return who enforces the law. `uk_regulator` is a setting, because that office is changing its name and form."""
    if law.is_scottish:
        return SCOTTISH_COMMISSIONER
    return Regulator(uk_regulator, "ico.org.uk")
