"""Lists the ready-made answers for practice mode, in the order a group meets them, and what each one teaches.

`replies` turns them into e-mails.
"""

from dataclasses import dataclass

from dueregard.rules.law.laws import Law
from dueregard.rules.practice.words import CITED

ALL_LAWS = tuple(CITED)


@dataclass(frozen=True, slots=True)
class PracticeReply:
    """One ready-made answer, and what a group learns from it. `laws` are the laws under which it can happen."""

    slug: str
    title: str
    what_it_teaches: str
    laws: tuple[Law, ...] = ALL_LAWS


REPLIES = (
    PracticeReply(
        "acknowledgement", "Acknowledgement with a reference", "It answers nothing: the clock keeps running."
    ),
    PracticeReply(
        "clarification", "They ask you to clarify", "The clock stops, and starts again when they get your answer."
    ),
    PracticeReply(
        "full-release", "Everything released, as a spreadsheet", "An answer ends the request. Record what was in it."
    ),
    PracticeReply(
        "partial-release", "Part released, with black bars", "An answer can be a refusal too: record both sections."
    ),
    PracticeReply(
        "refusal-national-security",
        "Refusal: national security",
        "The most common refusal. A review has its own deadlines.",
    ),
    PracticeReply(
        "refusal-law-enforcement", "Refusal: law enforcement", "Two parts of one section, and no word on what harm."
    ),
    PracticeReply(
        "refusal-cost", "Refusal: too costly", "There is no public interest test. Narrow the request and ask again."
    ),
    PracticeReply("not-held", "Not held", "A useful answer, but was the search wide enough?"),
    PracticeReply(
        "extension",
        "More time for the public interest test",
        "Only under the 2000 Act. They must give a date and a section.",
        (Law.FOIA,),
    ),
    PracticeReply("fees-notice", "They ask for a fee", "The clock stops until they are paid."),
    PracticeReply("late-apology", "Sorry for the delay", "Friendly, but not an answer: the request is still late."),
    PracticeReply("out-of-office", "Out of the office", "An automatic reply. Nothing changes."),
    PracticeReply(
        "bounce",
        "The letter could not be delivered",
        "The request never arrived, so no clock is running. Find the right address.",
    ),
    PracticeReply("read-receipt", "A read receipt", "It proves that they have the letter, and nothing more."),
    PracticeReply(
        "portal-link",
        "The answer is behind a link",
        "Download it before the link expires. It came from another address.",
    ),
    PracticeReply("scanned-letter", "A scanned letter", "A picture of a letter: someone has to read it."),
    PracticeReply(
        "review-upheld", "Review: refusal upheld", "The next step is the regulator, which has its own deadline."
    ),
    PracticeReply("review-changed", "Review: they now release part of it", "Reviews do change decisions."),
    PracticeReply(
        "token-in-text",
        "Their system writes to the wrong address",
        "Your reply address is only in the text: the site guesses, you decide.",
    ),
    PracticeReply(
        "new-subject",
        "An officer writes from another mailbox",
        "New subject, no thread: it waits for you in the holding pen.",
    ),
    PracticeReply(
        "other-address",
        "An unknown company answers for them",
        "Same subject, unknown sender: you decide in the holding pen.",
    ),
)
