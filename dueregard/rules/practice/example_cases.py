"""What was asked in the invented county, and how each body answered: the course of every case as days and words.

Pure tables. Who lets it happen is parts/foi; what a ready-made answer says is `replies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dueregard.rules.casework.events import EventKind

Kind = EventKind


@dataclass(frozen=True, slots=True)
class Said:
    """The body's answer so many days after it was asked: which ready-made one, and what a person recorded of it.

    Without `means` it waits to be sorted, unless a rule sorts it.
    """

    day: int
    slug: str
    means: tuple[EventKind, ...] = ()
    sections: tuple[str, ...] = ()
    until: int = 0  # days after the request, of an extension


@dataclass(frozen=True, slots=True)
class Wrote:
    """A letter of ours so many days after the request: the name of its step."""

    day: int
    step: str


Course = tuple[Said | Wrote, ...]
_ACK = Said(2, "acknowledgement", (Kind.ACKNOWLEDGED,))
_REFUSED = Said(19, "refusal-law-enforcement", (Kind.REFUSED,), ("31(1)(a)",))
_SECURITY = Said(20, "refusal-national-security", (Kind.REFUSED,), ("24(1)",))
_REVIEW = Wrote(27, "review")
COURSES: Mapping[str, Course] = {
    "silent": (),
    "acknowledged": (_ACK,),
    "acknowledged, to be sorted": (Said(2, "acknowledgement"),),
    "late": (_ACK, Wrote(31, "reminder")),
    "sorry": (_ACK, Wrote(31, "reminder"), Said(36, "late-apology")),
    "released": (_ACK, Said(17, "full-release", (Kind.RELEASED,))),
    "released today": (_ACK, Said(19, "full-release")),
    "workbook": (_ACK, Said(15, "workbook", (Kind.RELEASED,))),
    "policy": (_ACK, Said(14, "policy", (Kind.RELEASED,))),
    "minutes": (Said(16, "minutes", (Kind.RELEASED,)),),
    "part": (_ACK, Said(20, "partial-release", (Kind.RELEASED_IN_PART,), ("40(2)",))),
    "late answer": (_ACK, Wrote(31, "reminder"), Said(44, "full-release", (Kind.RELEASED,))),
    "refused": (_ACK, _REFUSED),
    "refused, to be sorted": (_ACK, Said(18, "refusal-national-security")),
    "too costly": (Said(12, "refusal-cost", (Kind.REFUSED,), ("12",)),),
    "in review": (_ACK, _REFUSED, _REVIEW),
    "review late": (_ACK, _SECURITY, _REVIEW, Wrote(60, "review_reminder")),
    "review won": (_ACK, _REFUSED, _REVIEW, Said(50, "review-changed", (Kind.REVIEW_CHANGED,))),
    "review lost": (_SECURITY, _REVIEW, Said(49, "review-upheld", (Kind.REVIEW_UPHELD,))),
    "at the regulator": (
        _ACK, _SECURITY, _REVIEW, Said(49, "review-upheld", (Kind.REVIEW_UPHELD,)), Wrote(58, "complaint"),
    ),
    "not held": (Said(9, "not-held", (Kind.NOT_HELD,)),),
    "undelivered": (Said(0, "bounce"),),
    "to clarify": (Said(4, "clarification", (Kind.CLARIFICATION_ASKED,)),),
    "clarified": (Said(4, "clarification", (Kind.CLARIFICATION_ASKED,)), Wrote(6, "clarification")),
    "extended": (_ACK, Said(19, "extension", (Kind.EXTENSION_CLAIMED,), ("2",), until=41)),
    "fee": (Said(8, "fees-notice", (Kind.FEES_NOTICE,)),),
    "to collect": (Said(7, "portal-link"),),
    "scan": (_ACK, Said(16, "scanned-letter")),
    "out of office": (Said(0, "out-of-office"),),
    "from elsewhere": (Said(9, "other-address"),),
    "new subject": (Said(6, "new-subject"),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A campaign of one of the two groups: when it was sent, whom it asked, and which cases everybody can read."""

    group: str
    title: str
    questions: str
    days_ago: int  # 0: it is still a draft
    bodies: Mapping[str, str]  # name -> course
    public: frozenset[str] = frozenset()  # courses whose cases are published
    tags: Mapping[str, str] = field(default_factory=dict)


SCHOOLS, CAMPUS = "schools", "campus"
CAMPAIGNS = (
    Asked(
        SCHOOLS,
        "Prevent policies and risk assessments",
        "1. Please send your current Prevent risk assessment and action plan.\n"
        "2. Please send the policy under which concerns are passed on, and the date on which it was last reviewed.\n"
        "3. Which member of staff or governor is responsible for the Prevent duty? The post is enough.",
        142,
        {
            "Exampleshire County Council": "policy",
            "Sampleford City Council": "review won",
            "Mockton Borough Council": "at the regulator",
            "Fictley District Council": "late answer",
            "Inventham District Council": "part",
            "Sampleford Primary School": "released",
            "Sampleford High School": "workbook",
            "Sampleford Academy": "late",
            "Mockton Primary School": "released",
            "Mockton High School": "review lost",
            "Mockton Academy": "sorry",
            "Fictley Primary School": "not held",
            "Fictley High School": "minutes",
            "Fictley Academy": "too costly",
            "Inventham Primary School": "silent",
            "Inventham High School": "part",
            "Pretend-on-Sea Primary School": "released",
            "Pretend-on-Sea High School": "review late",
            "Pretend-on-Sea Academy": "clarified",
            "Much Madeup Primary School": "late",
        },
        frozenset(
            {"policy", "review won", "at the regulator", "late answer", "part", "released", "workbook", "minutes"}
        ),
        {"Mockton Borough Council": "regulator", "Sampleford High School": "hidden data"},
    ),
    Asked(
        CAMPUS,
        "Referrals and monitoring at universities and colleges",
        "1. How many concerns were raised under the Prevent duty in each of the last three academic years?\n"
        "2. How many were passed on to the police or to Channel?\n"
        "3. Do you use software that monitors what students search for or write? Please name it, with its yearly cost.",
        47,
        {
            "University of Sampleford": "workbook",
            "Mockton Metropolitan University": "in review",
            "Sampleford City College": "released",
            "Mockton College": "extended",
            "Pretend-on-Sea College of Art": "part",
            "Fictley Sixth Form College": "late",
            "Inventham Sixth Form College": "silent",
            "Exampleshire Constabulary": "refused",
            "Exampleshire Hospitals NHS Foundation Trust": "fee",
            "Exampleshire Mental Health NHS Trust": "not held",
        },
        frozenset({"workbook", "released", "not held"}),
        {"Exampleshire Constabulary": "review next"},
    ),
    Asked(
        SCHOOLS,
        "What Prevent training costs, and who gives it",
        "1. Which Prevent training did staff have in the last school year, and who gave it?\n"
        "2. What did it cost?\n"
        "3. Please send the slides.",
        20,
        {
            "Exampleshire County Council": "released today",
            "Exampleshire Integrated Care Board": "acknowledged",
            "Exampleshire Fire and Rescue Service": "acknowledged, to be sorted",
            "Exampleshire Probation Service": "refused, to be sorted",
            "Exampleshire Pupil Referral Unit": "undelivered",
            "Sampleford Nursery School": "to clarify",
            "Mockton Nursery School": "to collect",
            "Fictley Nursery School": "scan",
            "Inventham Nursery School": "out of office",
            "Pretend-on-Sea Nursery School": "from elsewhere",
            "Exampleshire Special School": "new subject",
            "St Fabian’s Primary School, Sampleford": "acknowledged",
            "St Fabian’s Primary School, Mockton": "acknowledged, to be sorted",
            "St Fabian’s Primary School, Fictley": "silent",
        },
    ),
    Asked(
        CAMPUS,
        "Speakers who were turned away",
        "Please list the events of the last two years that were refused, moved or given conditions with reference to "
        "the Prevent duty, with the reason recorded for each.",
        4,
        {
            "University of Sampleford": "acknowledged, to be sorted",
            "Mockton Metropolitan University": "silent",
            "Sampleford City College": "silent",
            "Mockton College": "acknowledged",
        },
    ),
    Asked(
        SCHOOLS,
        "Visitors and speakers in schools",
        "Please send the form with which visiting speakers are checked, and say how many were refused.",
        0,
        {
            "Sampleford High School": "silent",
            "Mockton High School": "silent",
            "Fictley High School": "silent",
            "Inventham High School": "silent",
            "Much Madeup Nursery School": "silent",
        },
    ),
)
