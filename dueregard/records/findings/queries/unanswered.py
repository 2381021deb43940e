"""What goes with a question that nobody has answered, so that a person who throws it away knows it."""

from dataclasses import dataclass

from dueregard.records.findings.models import Question

ANSWERED = (
    "Someone has answered this question, so it stays, with who read what. "
    "To take answers back, open each body of the question and choose “Start again for this body”."
)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that could be thrown away: what goes with it, each as a sentence, or why it cannot."""

    question: Question
    goes: tuple[str, ...]
    why_not: str


def unanswered(question: Question) -> Unanswered:
    """Return what hangs on a question. Two queries at most."""
    goes = (
        "The question, and which answers it takes.",
        "What readers are told to do if in doubt." if question.guidance else "",
        "Its column in the table of all findings, which has no answers yet.",
        "Its public page. A link to it that you gave to others will lead nowhere." if question.is_public else "",
    )
    why_not = "" if may_be_thrown_away(question) else ANSWERED
    return Unanswered(question, tuple(line for line in goes if line), why_not)


def may_be_thrown_away(question: Question) -> bool:
    """Tell whether nobody's answer about any body rests on it."""
    return not question.answers.exists() and not question.findings.exists()
