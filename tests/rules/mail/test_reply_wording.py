"""What a body's letter seems to say is suggested with the passage; general explanations suggest nothing.

The sentences are ours, written in the manner of such letters.
"""

import re
import tomllib
from datetime import date

import pytest

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.reply_wording import can_be_under, cite_exemptions, suggest_events
from tests.house.sources import PACKAGE

SAYS = [
    (EventKind.ACKNOWLEDGED, "We acknowledge receipt of your request."),
    (EventKind.ACKNOWLEDGED, "Thank you for your e-mail, which was received on 3 November."),
    (EventKind.ACKNOWLEDGED, "Your request has been logged under FOI 123."),
    (EventKind.ACKNOWLEDGED, "You should receive a response within 20 working days."),
    (EventKind.CLARIFICATION_ASKED, "Could you please clarify which years you mean?"),
    (EventKind.CLARIFICATION_ASKED, "We need further information from you to identify the records."),
    (EventKind.CLARIFICATION_ASKED, "It is unclear what you mean by materials."),
    (EventKind.CLARIFICATION_ASKED, "Please confirm that your request covers the whole organisation."),
    (EventKind.REFUSED, "The Council is withholding this information under section 24(1)."),
    (EventKind.REFUSED, "Your request is refused under s.14 of the Act."),
    (EventKind.REFUSED, "We can neither confirm nor deny that we hold it: the force neither confirms nor denies."),
    (EventKind.REFUSED, "Answering would exceed the appropriate limit."),
    (EventKind.REFUSED, "We consider the request to be vexatious."),
    (EventKind.EXTENSION_CLAIMED, "We need to extend the time limit to consider the public interest test."),
    (EventKind.EXTENSION_CLAIMED, "We rely on section 10(3) and will write again."),
    (EventKind.EXTENSION_CLAIMED, "We require an additional 20 working days to consider the balance."),
    (EventKind.FEES_NOTICE, "This letter is a fees notice under section 9."),
    (EventKind.FEES_NOTICE, "A fee of £45 is payable."),
    (EventKind.NOT_HELD, "Northport College does not hold this information."),
    (EventKind.NOT_HELD, "The information is not held."),
    (EventKind.RELEASED, "Please find attached the information you asked for."),
    (EventKind.RELEASED, "The requested documents are enclosed."),
    (EventKind.RELEASED, "We are pleased to release the information you requested."),
    (EventKind.RELEASED, "This is available on our website."),
    (EventKind.REVIEW_ACKNOWLEDGED, "We have received your request for an internal review."),
    (EventKind.REVIEW_EXTENDED, "The internal review will take longer than 20 working days."),
    (EventKind.REVIEW_UPHELD, "Following our internal review I uphold the original decision."),
    (EventKind.REVIEW_CHANGED, "The internal review has overturned the first answer."),
]
IN_THE_THIRD_PERSON = [
    (EventKind.REFUSED, "The council refuses the request under section 14(1) of the Act."),
    (EventKind.REFUSED, "The Trust declines to disclose this and relies on section 43(2)."),
    (EventKind.REFUSED, "The force withholds the information under section 31(1)(a)."),
    (EventKind.REFUSED, "The board is not obliged to comply with the request."),
    (EventKind.NOT_HELD, "The school holds no information falling within your request."),
    (EventKind.NOT_HELD, "We do not hold a risk assessment."),
    (EventKind.NOT_HELD, "No such audit was carried out."),
    (EventKind.RELEASED_IN_PART, "Some of the information is exempt under section 40(2) and has been redacted."),
    (EventKind.RELEASED_IN_PART, "The names have been removed from the copy."),
    (EventKind.TRANSFERRED, "We have transferred your request to the regional NHS trust, who hold the information."),
    (EventKind.TRANSFERRED, "Your request should be addressed to the county council instead."),
    (EventKind.REVIEW_UPHELD, "Your complaint is not upheld."),
    (EventKind.REVIEW_CHANGED, "Following the internal review your complaint is partly upheld."),
    (EventKind.REFUSED, "Mae'r Cyngor yn gwrthod eich cais o dan adran 14."),
    (EventKind.NOT_HELD, "Nid yw'r Cyngor yn dal yr wybodaeth hon."),
    (EventKind.CLARIFICATION_ASKED, "A fyddech cystal ag egluro pa flwyddyn yr ydych yn ei golygu?"),
    (EventKind.EXTENSION_CLAIMED, "Mae angen rhagor o amser arnom i ystyried eich cais."),
    (EventKind.TRANSFERRED, "Trosglwyddwyd eich cais i Heddlu Gogledd Cymru."),
]


@pytest.mark.parametrize(("kind", "sentence"), IN_THE_THIRD_PERSON)
def test_what_is_said_in_the_third_person_or_in_welsh_is_suggested_as_well(kind: EventKind, sentence: str) -> None:
    assert kind in {event.kind for event in suggest_events(sentence)}


def test_every_wording_has_its_law() -> None:
    table = tomllib.loads((PACKAGE / "rules/mail/reply_wordings.toml").read_text(encoding="utf-8"))
    assert all(row["law"] and row["reason"].endswith(".") for row in table["wording"])
    assert {row["kind"] for row in table["wording"]} == {row[0] for row in [*SAYS, *IN_THE_THIRD_PERSON]}
    assert all(set(map(Law, row["laws"])) for row in table["wording"])


def test_the_table_is_in_small_letters_as_what_it_is_compared_with() -> None:
    table = tomllib.loads((PACKAGE / "rules/mail/reply_wordings.toml").read_text(encoding="utf-8"))
    patterns = [*table["parts"].values()]
    for row in table["wording"]:
        patterns += [*row["says"], *row.get("welsh", ()), *row.get("unless", ())]
    without_classes = [re.sub(r"\\[A-Za-z]", "", pattern) for pattern in patterns]
    assert [pattern for pattern in without_classes if pattern != pattern.lower()] == []


# FOIA s.10(3), EIR 2004 reg 7(1), EI(S)R 2004 reg 7(1), UK GDPR art 12(3); FOISA s.10 knows no extension. A review can
# take longer only by the Code under FOIA s.45 (5.4, 5.5): FOISA s.21(1), EIR reg 11(4), EI(S)R reg 16(4) set one limit.
CAN_BE = [
    (EventKind.EXTENSION_CLAIMED, {Law.FOIA, Law.EIR, Law.EISR, Law.SAR}),
    (EventKind.REVIEW_EXTENDED, {Law.FOIA}),
    (EventKind.TRANSFERRED, {Law.FOIA, Law.FOISA, Law.EIR, Law.EISR}),
    (EventKind.FEES_NOTICE, set(Law)),
    (EventKind.REFUSED, set(Law)),
]


@pytest.mark.parametrize(("kind", "laws"), CAN_BE)
def test_what_is_suggested_knows_the_laws_under_which_it_can_happen(kind: EventKind, laws: set[Law]) -> None:
    assert {law for law in Law if can_be_under(kind, law)} == laws


SAYS_NOTHING = [
    "Some of the information may be exempt.",
    "If we do not hold the information we will tell you.",
    "We have no objection to your request.",
    "Nothing has been withheld.",
    "No information was withheld under section 40.",
    "If we need clarification we will contact you.",
    "If you are unhappy you have the right to request an internal review.",
    "We may refuse requests that cost too much.",
    "Should you require clarification, please let us know.",
    "Our privacy notice is available on our website.",
    "You may complain to the Information Commissioner.",
    "Requests may be refused where an exemption applies.",
    "Kind regards",
    "",
]


@pytest.mark.parametrize(("kind", "sentence"), SAYS)
def test_a_sentence_that_says_something_is_suggested_with_its_passage(kind: EventKind, sentence: str) -> None:
    events = {event.kind: event for event in suggest_events(f"Dear Ms Example,\n\n{sentence}\n\nYours,\nFOI team")}
    assert kind in events
    assert events[kind].passage in sentence
    assert events[kind].reason


@pytest.mark.parametrize("sentence", SAYS_NOTHING)
def test_a_general_explanation_suggests_nothing(sentence: str) -> None:
    assert suggest_events(sentence) == ()


def test_an_extension_names_the_day_they_promise() -> None:
    later = "We need to extend the time limit for your request of 3 November 2026 until 14th January 2027."
    assert suggest_events(later)[0].on == date(2027, 1, 14)
    following = "We need to extend the time limit. You will hear from us by 14/01/2027."
    assert suggest_events(following)[0].on == date(2027, 1, 14)


def test_a_refusal_cites_its_exemptions() -> None:
    text = "We withhold the information under section 24(1). Section 31(1)(a) applies to the rest."
    (refused,) = cite_exemptions(suggest_events(text), text, Law.FOIA)
    assert refused.sections == ("section 24(1)", "section 31(1)(a)")


def test_a_letter_that_does_more_than_acknowledge_is_no_acknowledgement() -> None:
    text = "We acknowledge receipt of your request. The College does not hold this information."
    assert [event.kind for event in suggest_events(text)] == [EventKind.NOT_HELD]


def test_an_exemption_still_being_weighed_is_an_extension_and_no_refusal() -> None:
    text = "We believe that section 24(1) applies, and we need more time to consider the public interest test."
    (event,) = cite_exemptions(suggest_events(text), text, Law.FOIA)
    assert (event.kind, event.sections) == (EventKind.EXTENSION_CLAIMED, ("section 24(1)",))


def test_each_kind_is_suggested_once() -> None:
    text = "The information is not held.\n\n" * 50
    assert len(suggest_events(text)) == 1
