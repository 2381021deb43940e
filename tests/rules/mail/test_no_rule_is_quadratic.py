"""No rule takes more than its share for a longer letter: steps are counted at 10 kB, 100 kB and 1 MB, not seconds.

What cannot be counted, the inside of a pattern, is looked at: no repeat without end holds another one.
"""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dueregard.rules import mail, mime
from dueregard.rules.mail import harmless, our_words, quotes, reply_wording
from dueregard.rules.mail.known_sentences import KNOWN_SENTENCES
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import fold_quotes
from dueregard.rules.mail.triage import triage
from dueregard.rules.mime.shapes import Address, ReadMail
from tests.rules.mail.test_triage import KNOWN
from tests.rules.steps import counted_steps, grows_faster_than_the_text, is_endless_in_endless

LETTERS = {
    "prose": "Thank you for your request. The council spent 3,120 pounds on training in 2025.\n",
    "one line": "Thank you for your request, which we received; and we will respond. ",
    "quotes": "> Please send us the policy on the Prevent duty.\n",
    "headers": "From: a\nSent: b\n",
    "signatures": "--\nFOI team\n\n",
    "who wrote": "On Mon, 23 Nov 2026 at 10:00 Asha\n",
}
COUNTED: tuple[tuple[Any, str], ...] = (
    (harmless, "known_saying"),
    (harmless, "with_slots"),
    (reply_wording, "_means_it"),
    (quotes, "attribution_at"),
    (quotes, "old_mail_at"),
    (quotes, "signature_length"),
    (our_words, "leads_to_a_quote"),
)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each of the inner steps is taken."""
    return counted_steps(monkeypatch, COUNTED)


@pytest.mark.parametrize("letter", LETTERS)
def test_ten_times_the_letter_takes_at_most_ten_times_the_steps(letter: str, steps: Counter[str]) -> None:
    line = LETTERS[letter]

    def read(text: str) -> None:
        triage(ReadMail(text=text, sender=Address("FOI", "foi@northport.example", "from")), KNOWN)
        fold_quotes(text, OurLetters.of(line))

    assert grows_faster_than_the_text(read, line, steps) == []


# The pieces of these end at a sign that the next piece cannot begin with, so there is one way to match.
ONE_WAY_TO_MATCH = {"html._TAG", "honest_links._LINK", "text._ENCODED_WORD"}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of both rooms, those of their tables as well."""
    rooms = [(room.__name__, found) for room in (mail, mime) for found in pkgutil.iter_modules(room.__path__)]
    for room_name, found in rooms:
        module = importlib.import_module(f"{room_name}.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{found.name}.{name}", value
    for number, known in enumerate(KNOWN_SENTENCES):
        yield f"known sentence {number}", known.opens
    for wording in reply_wording._WORDINGS:
        yield f"wording {wording.kind}", wording.says


def test_no_pattern_repeats_without_end_what_repeats_without_end() -> None:
    found = dict(patterns())
    assert len(found) > 100
    endless = {name for name, each in found.items() if is_endless_in_endless(each.pattern, each.flags)}
    assert endless == ONE_WAY_TO_MATCH


def test_such_a_pattern_would_be_seen() -> None:
    assert is_endless_in_endless(r"(?:a+b?)*c")
    assert not is_endless_in_endless(r"(?:a{1,9}b?)*c")


class Searched(str):
    """Words of a letter that count how many signs were searched."""

    signs = 0

    def find(self, *sought: Any) -> int:
        """Find as any text does."""
        Searched.signs += len(self)
        return super().find(*sought)


def test_long_letters_are_not_searched_for_every_line_that_somebody_quotes() -> None:
    """Twenty letters of a case, each of 200 kB, and 20,000 quoted lines: 80 GB to search, before."""
    letters = OurLetters.of(*("Please send us the policy on training. " * 5_000 for _ in range(20)))
    for letter in letters.letters:
        letter.__dict__["words"] = Searched(letter.words)
    quoted = ["> the policy of another council"] * 20_000
    Searched.signs = 0
    assert letters.strange_lines(quoted) == [True] * 20_000
    assert 0 < Searched.signs <= our_words._MOST_SEARCHED
    assert letters.strange_lines(["> Please send us the policy on training."]) == [False]
