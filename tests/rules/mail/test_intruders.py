"""One sentence that decides, asks, delays, sends elsewhere or asks for money is seen wherever it hides; so is a "not".

Each plain acknowledgement is spoilt in one place, at random but always the same. None may be sorted away then.
"""

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dueregard.rules.mail.harmless import Writer, read_whole

LETTERS = Path(__file__).parents[2] / "mail" / "letters"
WRITER = Writer(theirs=frozenset({"northport"}), latest=date(2026, 12, 28))


def letters(name: str) -> list[str]:
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8").split("====\n")


PLAIN = [
    letter
    for letter in (*letters("acknowledgements"), *letters("acknowledgements-by-phrases"))
    if read_whole(letter, WRITER).is_harmless
]
INTRUDERS = [line for line in (LETTERS / "intruders.txt").read_text(encoding="utf-8").split("\n") if line.strip()]

# Near these a "not" says nothing of the request.
SAYS_NOTHING_OF_IT = re.compile(r"\b(?:in error|scanned|virus|unhappy)")
# A word, and what makes another letter of it.
TURNED = [
    (r"\b(?:have|has) (?:been )?received\b", "have not received"),
    (r"\bhas been\b", "has not been"),
    (r"\bwill (?=respond|reply|be|receive|answer|send)", "will not "),
    (r"\bwill (?=respond|reply|be|receive|answer|send)", "may not "),
    (r"\b(?:20|twenty) working\b", "60 working"),
    (r"\b(?:20|twenty) working\b", "sixty working"),
    (r"\bwithin (?=20)", "not within "),
    (r"\b(?:respond|reply)\b", "refuse"),
    (r"\b(?:response|reply|answer)\b", "refusal"),
    (r"\bby (?=\d)", "unless paid by "),
    (r"\bby (?:21|21st) (?:December|Rhagfyr)\b(?: 2026)?", "by 21 March 2027"),
    (r"\b(?:logged|dealt with|considered|handled)\b", "closed"),
    (r"\bpassed\b", "transferred"),
    (r"\bno later than\b", "later than"),
    (r"\bStatus: +New\b", "Status: Closed"),
    (r"\bfee may be payable\b", "fee is payable"),
    (r"\bbyddwn\b", "ni fyddwn"),
]


def spoilt(letter: str, intruder: str, chance: random.Random) -> Iterator[str]:
    """The letter with the intruder as a line, a paragraph, behind a sentence, within one, and in a table."""
    lines = letter.split("\n")
    place = chance.randrange(len(lines) + 1)
    yield "\n".join([*lines[:place], intruder, *lines[place:]])
    yield "\n".join([*lines[:place], "", intruder, "", *lines[place:]])
    yield "\n".join([*lines[:place], f"| Outcome | {intruder} |", *lines[place:]])
    full = chance.choice([number for number, line in enumerate(lines) if line.strip()])
    yield "\n".join([*lines[:full], f"{lines[full].rstrip()} {intruder}", *lines[full + 1 :]])
    if re.search(r"\b(?:if|should|whilst) you\b|^os ", lines[full], re.IGNORECASE):
        return  # what is asked for under a condition is no demand
    words = lines[full].split(" ")
    between = chance.randrange(len(words) + 1)
    yield "\n".join([*lines[:full], " ".join([*words[:between], intruder, *words[between:]]), *lines[full + 1 :]])


def test_there_are_letters_to_spoil() -> None:
    assert len(PLAIN) >= 20
    assert len(INTRUDERS) >= 80


@pytest.mark.parametrize("letter", letters("acknowledgements-by-phrases"))
def test_an_acknowledgement_made_of_known_phrases_is_known(letter: str) -> None:
    assert not read_whole(letter, WRITER).unknown


@pytest.mark.parametrize("intruder", INTRUDERS)
def test_no_letter_with_an_intruder_is_known_to_say_nothing(intruder: str) -> None:
    chance = random.Random(intruder)
    hidden = [
        text
        for letter in chance.sample(PLAIN, 6)
        for text in spoilt(letter, intruder, chance)
        if not read_whole(text, WRITER).unknown
    ]
    assert hidden == []


@pytest.mark.parametrize(("word", "turned"), TURNED, ids=[turned for _, turned in TURNED])
def test_a_word_that_turns_a_sentence_round_is_seen(word: str, turned: str) -> None:
    tried = [
        letter[: found.start()] + turned + letter[found.end() :]
        for letter in PLAIN
        for found in re.finditer(word, letter, re.IGNORECASE)
        if not SAYS_NOTHING_OF_IT.search(letter, max(0, found.start() - 60), found.end() + 60)
    ]
    assert tried
    assert [text for text in tried if not read_whole(text, WRITER).unknown] == []


def test_no_answer_of_the_collection_is_hidden_by_an_acknowledgement_below_it() -> None:
    chance = random.Random(10)
    for answer in letters("answers"):
        if read_whole(answer, WRITER).unknown:
            assert read_whole(f"{answer}\n{chance.choice(PLAIN)}", WRITER).unknown, answer
