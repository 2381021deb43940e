"""Plain talk of receiving, handling and answering is known in new words, and nothing harmful made of the same ones."""

from datetime import date
from pathlib import Path

import pytest

from dueregard.rules.mail.harmless import Writer, read_whole
from dueregard.rules.mail.plain_talk import plain_sayings
from dueregard.rules.mail.slots import with_slots

HARMFUL = Path(__file__).parents[2] / "mail" / "letters" / "said-with-plain-words.txt"
WRITER = Writer(
    theirs=frozenset({"northport"}), ours=frozenset({"prevent", "training", "referrals"}), latest=date(2026, 12, 28)
)


def is_plain(sentence: str) -> bool:
    plain = with_slots(sentence, WRITER.theirs)
    return plain_sayings(plain, WRITER.ours, WRITER.may_name, WRITER.theirs) is not None


@pytest.mark.parametrize("sentence", HARMFUL.read_text(encoding="utf-8").splitlines())
def test_nothing_harmful_is_known_though_every_word_of_it_is_plain(sentence: str) -> None:
    assert read_whole(f"Thank you for your request.\n\n{sentence}\n", WRITER).unknown


def test_an_address_below_the_signature_that_is_to_be_opened_is_read_by_a_person() -> None:
    letter = "Thank you for your request.\n\nYours sincerely\nAnn Lee\n\n{}\n"
    assert read_whole(letter.format("Please see https://www.northport.gov.uk/answer"), WRITER).unknown
    assert read_whole(letter.format("www.northport.gov.uk"), WRITER).is_harmless


def test_there_are_enough_harmful_sentences_to_trust_it() -> None:
    assert len(set(HARMFUL.read_text(encoding="utf-8").splitlines())) >= 150


@pytest.mark.parametrize(
    "sentence",
    [
        "Just to let you know that your letter has arrived safely and I have passed it on to our Data Protection Lead.",
        "It has been entered on our system under reference 25/0613 and will be answered by 21 December 2026.",
        "The latest date by which a response is due is 21 December 2026.",
        "We are treating it as a request under the Freedom of Information Act 2000.",
        "I have logged it today as FOI-2026-2290 and sent it over to our Community Safety colleagues.",
        "We have up to 20 working days to provide you with a response, not counting the day we received it.",
        "Our target is 20 working days from the day after receipt.",
    ],
)
def test_what_only_receives_handles_or_promises_is_known_in_words_of_its_own(sentence: str) -> None:
    assert is_plain(sentence)


@pytest.mark.parametrize("turn", ["not", "no", "unless", "if", "cannot", "refuse", "412", "?"])
def test_a_word_that_can_turn_a_sentence_or_count_is_never_plain(turn: str) -> None:
    sentence = "your request was received on 23 November 2026 and will be answered by 21 December 2026"
    words = sentence.split()
    for place in range(1, len(words)):
        if {words[place - 1], words[place]} & {"23", "21", "November", "December", "2026"}:
            continue  # within a date it makes another date or none
        assert not is_plain(" ".join([*words[:place], turn, *words[place:]])), place
