"""What the public log of take-downs may say: of which kind a thing was, why it was decided on, and what became of it.

Each is one of a fixed list, so nothing in the log can name anybody. Codes are kept in rows and keep their meaning.
Pure; no legal advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from dueregard.rules.privacy.reasons import Reason


class Thing(StrEnum):
    """Of which kind a public thing was."""

    LETTER = "letter"
    DOCUMENT = "document"
    CLAIM = "claim"
    DEMAND = "demand"
    DECISION = "decision"
    TRAINING = "training"
    SIGNATURE = "signature"
    GROUP = "group"
    BODY = "body"
    TEXT = "text"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _THINGS[self]


class Why(StrEnum):
    """Why it was decided on."""

    PERSONAL = "personal"
    ASKED = "asked"
    OBJECTED = "objected"
    SAFETY = "safety"
    WRONG = "wrong"
    OUT_OF_DATE = "out_of_date"
    TOO_EARLY = "too_early"
    ANSWERED = "answered"
    OWNED = "owned"
    LAW = "law"
    JOURNALISM = "journalism"
    LEGAL_CLAIMS = "legal_claims"
    ARCHIVE = "archive"
    NOT_THEIRS = "not_theirs"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in words, as everybody reads it."""
        return _REASONS[self].says

    @property
    def means(self) -> str:
        """What it means, for whoever decides and whoever reads."""
        return _REASONS[self].means


class Became(StrEnum):
    """What became of the thing."""

    TAKEN_DOWN = "taken_down"
    ERASED = "erased"
    PART_TAKEN_OUT = "part_taken_out"
    CORRECTED = "corrected"
    ANSWER_SHOWN = "answer_shown"
    STAYS = "stays"

    @property
    def label(self) -> str:
        """It in words."""
        return _BECAME[self]


@dataclass(frozen=True, slots=True)
class _Said:
    says: str
    means: str


_THINGS = {
    Thing.LETTER: "Letter, reply or request",
    Thing.DOCUMENT: "Document, page or passage",
    Thing.CLAIM: "Claim about a public body",
    Thing.DEMAND: "Demand, or what came of it",
    Thing.DECISION: "Decision not to cooperate",
    Thing.TRAINING: "Record of a training session",
    Thing.SIGNATURE: "Signature of the pledge",
    Thing.GROUP: "Page of a group",
    Thing.BODY: "Entry of a public body",
    Thing.TEXT: "Text: guide, motion, policy or model letter",
    Thing.OTHER: "Something else on a public page",
}
_REASONS = {
    Why.PERSONAL: _Said(
        "It held personal details that should not be public",
        "A name, address, number or signature was left in, whether or not anyone complained.",
    ),
    Why.ASKED: _Said("The person it is about asked", "They asked for it to be removed, and nothing stands against it."),
    Why.OBJECTED: _Said(
        "The person it is about objected", "They objected to its being public, and no reason outweighs that."
    ),
    Why.SAFETY: _Said("It could put someone at risk", "It could lead to a person, a home or a place of worship."),
    Why.WRONG: _Said("It was wrong, or gave a wrong impression", "A fact, date, name or source was not right."),
    Why.OUT_OF_DATE: _Said("It was out of date", "It was right once, and is not any more."),
    Why.TOO_EARLY: _Said("It was published by mistake, or too early", "It was not meant to be public yet, or at all."),
    Why.ANSWERED: _Said("The public body used its right of reply", "The body answered, and that is why."),
    Why.OWNED: _Said("Someone else holds the rights in it", "Copyright, or another right in the text or the picture."),
    Why.LAW: _Said("A law or a court said so", "An order, an undertaking, or a duty to erase."),
    Why.JOURNALISM: _Said(
        "It is kept for journalism in the public interest",
        "Refused: taking it down would defeat journalism.",
    ),
    Why.LEGAL_CLAIMS: _Said("It is needed for a legal claim", "Refused: a claim or a defence needs it."),
    Why.ARCHIVE: _Said(
        "It is kept as an archive or for research",
        "Refused: it is an archive in the public interest.",
    ),
    Why.NOT_THEIRS: _Said("It is about someone else", "Refused: it names someone other than whoever asked."),
    Why.OTHER: _Said("Another reason, which is not in this list", "None of the others applies."),
}
_BECAME = {
    Became.TAKEN_DOWN: "Taken down",
    Became.ERASED: "Taken down and erased",
    Became.PART_TAKEN_OUT: "Words taken out; the rest stays",
    Became.CORRECTED: "Corrected",
    Became.ANSWER_SHOWN: "The body’s answer is shown beside it",
    Became.STAYS: "Stays as it was",
}
REFUSED = frozenset({Why.JOURNALISM, Why.LEGAL_CLAIMS, Why.ARCHIVE, Why.NOT_THEIRS})
TO_WITHDRAW = tuple(one for one in Why if one not in REFUSED)
OF_ERASING: Mapping[Reason, Why] = MappingProxyType(
    {
        Reason.ASKED: Why.ASKED,
        Reason.NOT_NEEDED: Why.OUT_OF_DATE,
        Reason.OBJECTED: Why.OBJECTED,
        Reason.WRONGLY_KEPT: Why.PERSONAL,
        Reason.LAW_SAYS_SO: Why.LAW,
        Reason.JOURNALISM: Why.JOURNALISM,
        Reason.LEGAL_CLAIMS: Why.LEGAL_CLAIMS,
        Reason.ARCHIVE: Why.ARCHIVE,
        Reason.OTHER_PERSON: Why.NOT_THEIRS,
    }
)  # a period that is over and what a back-up brought back are no decision, and stand in no log


def does_not_fit(why: Why, became: Became) -> str:
    """Return what is wrong with a reason and what became of the thing together; empty when they fit."""
    if (became is Became.STAYS) != (why in REFUSED) and why is not Why.OTHER:
        return "This reason does not match what became of it."
    return ""
