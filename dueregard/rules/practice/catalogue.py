"""Lists the ready-made answers of practice mode, in the order in which a group meets them, and what each teaches.

How one becomes an e-mail is for `replies`.
"""

from dataclasses import dataclass

from dueregard.rules.law.laws import Law
from dueregard.rules.practice.words import CITED

ALL_LAWS = tuple(CITED)


@dataclass(frozen=True, slots=True)
class PracticeReply:
    """One ready-made answer, and what a group learns from it. `laws` are those under which it can happen."""

    slug: str
    title: str
    what_it_teaches: str
    laws: tuple[Law, ...] = ALL_LAWS


REPLIES = (
    PracticeReply("acknowledgement", "Acknowledgement with a reference", "It answers nothing: the clock runs on."),
    PracticeReply(
        "clarification", "They ask you to clarify", "The clock stops; a new period begins when they hear from you."
    ),
    PracticeReply(
        "full-release", "Everything released, as a spreadsheet", "An answer closes the request; say what was in it."
    ),
    PracticeReply(
        "partial-release", "A part released, with black bars", "An answer can be a refusal too: two sections to note."
    ),
    PracticeReply(
        "refusal-national-security",
        "Refusal: national security",
        "The refusal met most often. A review has its own days.",
    ),
    PracticeReply(
        "refusal-law-enforcement", "Refusal: law enforcement", "Two letters of one section; which harm is not said."
    ),
    PracticeReply("refusal-cost", "Refusal: too costly", "No public interest test; narrow the request or ask again."),
    PracticeReply("not-held", "Not held", "An answer worth having. Was the search wide enough?"),
    PracticeReply(
        "extension",
        "More time for the public interest test",
        "Only under the 2000 Act, with a date and a section.",
        (Law.FOIA,),
    ),
    PracticeReply("fees-notice", "A fee is asked for", "The clock stops until they have the money."),
    PracticeReply("late-apology", "Sorry for the delay", "Friendly, and no answer: the request stays late."),
    PracticeReply("out-of-office", "Out of the office", "A machine wrote it. Nothing changes."),
    PracticeReply(
        "bounce",
        "The letter could not be delivered",
        "The request never arrived: no clock runs. Find the right address.",
    ),
    PracticeReply("read-receipt", "A read receipt", "It proves that they have the letter, and nothing else."),
    PracticeReply(
        "portal-link",
        "The answer lies behind a link",
        "Fetch it before the link expires; it came from another address.",
    ),
    PracticeReply("scanned-letter", "A scanned letter", "A picture of a letter: somebody has to read it."),
    PracticeReply(
        "review-upheld", "Review: the refusal stands", "The next step is the regulator, within its own limit."
    ),
    PracticeReply("review-changed", "Review: they now release a part", "Asking for a review is worth the stamp."),
    PracticeReply(
        "token-in-text",
        "Their computer writes to the wrong address",
        "Our address stands only in the text: the site guesses, you decide.",
    ),
    PracticeReply(
        "new-subject",
        "An officer writes from another mailbox",
        "No thread, a new subject: it waits in the holding pen for you.",
    ),
    PracticeReply(
        "other-address",
        "An unknown firm answers for them",
        "Same subject, strange sender: you decide in the holding pen.",
    ),
)
