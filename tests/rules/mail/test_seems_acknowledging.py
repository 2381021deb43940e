"""What seems only to acknowledge is shown to a person with others like it; what says more is shown by itself."""

from pathlib import Path

import pytest

from dueregard.rules.casework.events import EventKind, Phase, meanings_in
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.quotes import own_words
from dueregard.rules.mail.seems_acknowledging import (
    MOST_CHARS,
    acknowledged_as,
    may_be_read_together,
    seems_only_to_acknowledge,
    words_of_theirs,
)

LETTERS = Path(__file__).parents[2] / "mail" / "letters"
THEIRS = words_of_theirs("Northport Council", "foi@northport.example")
RECEIVED = "We have received your request."


def letters(name: str) -> list[str]:
    """Return the letters of a file of the collection."""
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8").split("====\n")


def seems(text: str) -> bool:
    """Tell whether a letter of Northport Council seems only to acknowledge."""
    return seems_only_to_acknowledge(own_words(text), Law.FOIA, THEIRS)


@pytest.mark.parametrize("text", [*letters("acknowledgements"), *letters("acknowledgements-by-phrases")])
def test_an_acknowledgement_is_shown_however_it_is_worded(text: str) -> None:
    assert seems(text)


@pytest.mark.parametrize(
    "further",
    [
        "There were 14 referrals.",
        "We do not hold it.",
        "It would cost \u00a3450.",
        "Your request has been dealt with.",
        "We will reply within 40 working days.",
        "Please see https://www.northport.gov.uk/prevent for it.",
        "It is exempt under s.31(1)(a).",
        "Do you mean schools?",
        "Please send us your postal address.",
        "It has been passed to Essex Police.",
        "Mae'r ymateb ynghlwm.",
    ],
)
def test_one_sentence_more_and_it_is_shown_by_itself(further: str) -> None:
    assert seems(RECEIVED)
    assert not seems(f"{RECEIVED} {further}")


def test_thanks_alone_acknowledge_nothing() -> None:
    assert not seems("Thank you for your request. The policy was changed last spring.")


def test_of_answers_that_begin_like_an_acknowledgement_few_are_shown_among_them() -> None:
    """A person reads these too, each with its whole text; more of them among the others would tire the reader."""
    answers = letters("answers")
    shown = [text for text in answers if seems(text)]
    assert len(answers) > 40
    assert len(shown) <= 4, shown


def test_what_is_stored_tells_which_are_read_at_all() -> None:
    acknowledged, refused = {"kind": "acknowledged"}, {"kind": "refused"}
    link = {"link": "https://files.example/1", "product": "a file service"}

    def may(text: str = RECEIVED, kind: str = "reply", *rows: dict[str, str]) -> bool:
        return may_be_read_together(text=text, mail_kind=kind, suggestions=rows)

    assert may(RECEIVED, "reply")
    assert may(RECEIVED, "auto_reply", acknowledged)
    assert not may(RECEIVED, "reply", acknowledged, refused)
    assert not may(RECEIVED, "reply", link)
    assert not may(RECEIVED, "bounce")
    assert not may(" \n")
    assert not may("a" * (MOST_CHARS + 1))


def test_a_review_is_acknowledged_only_where_one_was_asked_for() -> None:
    text = "We have received your request for an internal review."
    assert acknowledged_as(text, meanings_in(Phase.REVIEW)) == EventKind.REVIEW_ACKNOWLEDGED
    assert acknowledged_as(text, meanings_in(Phase.WAITING)) == EventKind.ACKNOWLEDGED
    assert acknowledged_as(RECEIVED, meanings_in(Phase.REVIEW)) == EventKind.ACKNOWLEDGED
