"""How a letter names each information law: its title, its sections, its word for a review, as dated facts.

`wording` decides what a letter says with them; the deadlines decide when a body must answer.

Source: Freedom of Information Act 2000 (c. 36); Freedom of Information (Scotland) Act 2002 (asp 13); Environmental
Information Regulations 2004 (SI 2004/3391); Environmental Information (Scotland) Regulations 2004 (SSI 2004/520), as
in force in November 2026; Code of Practice under section 45 of the 2000 Act, Cabinet Office, 4 July 2018, part 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.rules.law.laws import BodyKind, Law


@dataclass(frozen=True, slots=True)
class LawWords:
    """The words of one law. `section_cost` is empty where no fixed cost limit exists.

    `review_is_law` says whether the review's time limit is in the statute or only in a code of practice.
    """

    name: str
    short: str  # "FOIA"
    called: str  # "the Act" or "the Regulations"
    section_request: str  # the right to be told
    section_time: str
    section_format: str
    section_help: str
    section_refusal: str
    section_public_interest: str
    section_cost: str
    section_review: str
    section_complaint: str
    exemption: str  # what the law calls a ground of refusal
    review_name: str
    review_time: str
    review_is_law: bool


LAW_WORDS: Mapping[Law, LawWords] = {
    Law.FOIA: LawWords(
        name=Law.FOIA.label,
        short="FOIA",
        called="the Act",
        section_request="section 1(1)",
        section_time="section 10(1)",
        section_format="section 11",
        section_help="section 16",
        section_refusal="section 17",
        section_public_interest="section 2(2)(b)",
        section_cost="section 12",
        section_review="part 5 of the Code of Practice under section 45",
        section_complaint="section 50",
        exemption="exemption",
        review_name="internal review",
        review_time="normally within 20 working days of this letter",
        review_is_law=False,
    ),
    Law.FOISA: LawWords(
        name=Law.FOISA.label,
        short="FOISA",
        called="the Act",
        section_request="section 1(1)",
        section_time="section 10(1)",
        section_format="section 11",
        section_help="section 15",
        section_refusal="section 16",
        section_public_interest="section 2(1)(b)",
        section_cost="section 12",
        section_review="section 20",
        section_complaint="section 47",
        exemption="exemption",
        review_name="review",
        review_time="not later than 20 working days after you receive this letter, as section 21(1) requires",
        review_is_law=True,
    ),
    Law.EIR: LawWords(
        name=Law.EIR.label,
        short="EIR",
        called="the Regulations",
        section_request="regulation 5(1)",
        section_time="regulation 5(2)",
        section_format="regulation 6",
        section_help="regulation 9",
        section_refusal="regulation 14",
        section_public_interest="regulation 12(1)(b)",
        section_cost="",
        section_review="regulation 11",
        section_complaint="section 50 of the Freedom of Information Act 2000, as regulation 18 applies it",
        exemption="exception",
        review_name="reconsideration",
        review_time="not later than 40 working days after you receive this letter, as regulation 11(4) requires",
        review_is_law=True,
    ),
    Law.EISR: LawWords(
        name=Law.EISR.label,
        short="EI(S)R",
        called="the Regulations",
        section_request="regulation 5(1)",
        section_time="regulation 5(2)(a)",
        section_format="regulation 6",
        section_help="regulation 9",
        section_refusal="regulation 13",
        section_public_interest="regulation 10(1)(b)",
        section_cost="",
        section_review="regulation 16",
        section_complaint="section 47 of the Freedom of Information (Scotland) Act 2002, as regulation 17 applies it",
        exemption="exception",
        review_name="review",
        review_time="not later than 20 working days after you receive this letter, as regulation 16(4) requires",
        review_is_law=True,
    ),
}

# How to address a body in a letter.
YOUR_BODY: Mapping[BodyKind, str] = {
    BodyKind.LOCAL_AUTHORITY: "your council",
    BodyKind.COMBINED_AUTHORITY: "your authority",
    BodyKind.UNIVERSITY: "your university",
    BodyKind.FURTHER_EDUCATION_COLLEGE: "your college",
    BodyKind.SIXTH_FORM_COLLEGE: "your college",
    BodyKind.MAINTAINED_SCHOOL: "your school",
    BodyKind.ACADEMY: "your school",
    BodyKind.CONTROLLED_SCHOOL: "your school",
    BodyKind.VOLUNTARY_SCHOOL: "your school",
    BodyKind.INTEGRATED_SCHOOL: "your school",
    BodyKind.PUPIL_REFERRAL_UNIT: "your unit",
    BodyKind.COUNCIL_SCHOOL: "your school",
    BodyKind.GRANT_AIDED_SCHOOL: "your school",
    BodyKind.INDEPENDENT_SPECIAL_SCHOOL: "your school",
    BodyKind.INDEPENDENT_SCHOOL: "your school",
    BodyKind.NHS_BODY: "your organisation",
    BodyKind.HEALTH_BOARD: "your board",
    BodyKind.INTEGRATED_CARE_BOARD: "your board",
    BodyKind.GP_PRACTICE: "your practice",
    BodyKind.POLICE_FORCE: "your force",
    BodyKind.POLICE_COMMISSIONER: "your office",
    BodyKind.UK_POLICE_FORCE: "your force",
    BodyKind.FIRE_SERVICE: "your service",
    BodyKind.PRISON_OR_PROBATION: "your service",
    BodyKind.UK_GOVERNMENT: "your department",
    BodyKind.DEVOLVED_GOVERNMENT: "your government",
}
