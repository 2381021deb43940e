"""No rule takes more than its share for a longer letter: steps are counted at 10 kB, 100 kB and 1 MB, not seconds.

What cannot be counted, the inside of a pattern, is looked at: no repeat without end holds another one.
"""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from re import _constants, _parser  # type: ignore[attr-defined]  # Python's own parser of patterns
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

SIZES = (10_000, 100_000, 1_000_000)
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
    taken: Counter[str] = Counter()

    def counting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            taken[name] += 1
            return step(*args, **more)

        return counted

    for module, name in COUNTED:
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return taken


@pytest.mark.parametrize("letter", LETTERS)
def test_ten_times_the_letter_takes_at_most_ten_times_the_steps(letter: str, steps: Counter[str]) -> None:
    line = LETTERS[letter]
    seen = []
    for size in SIZES:
        steps.clear()
        text = (line * (size // len(line) + 1))[:size]
        triage(ReadMail(text=text, sender=Address("FOI", "foi@northport.example", "from")), KNOWN)
        fold_quotes(text, OurLetters.of(line))
        seen.append(Counter(steps))
    for shorter, longer in pairwise(seen):
        for name, number in longer.items():
            assert number <= 10 * max(shorter[name], 10) + 10, name


# The pieces of these end at a sign that the next piece cannot begin with, so there is one way to match.
ONE_WAY_TO_MATCH = {"html._TAG", "text._ENCODED_WORD"}


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


def endless_in_endless(parsed: Any, *, inside: bool = False) -> bool:
    """Whether a repeat without end holds another one: then a pattern can take the square of its text, or worse."""
    for code, value in parsed:
        if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            _, most, what = value
            endless = most is _constants.MAXREPEAT
            if (endless and inside) or endless_in_endless(what, inside=inside or endless):
                return True
        elif code is _constants.SUBPATTERN:
            if endless_in_endless(value[3], inside=inside):
                return True
        elif code is _constants.BRANCH:
            if any(endless_in_endless(branch, inside=inside) for branch in value[1]):
                return True
        elif code in (_constants.ASSERT, _constants.ASSERT_NOT) and endless_in_endless(value[1], inside=inside):
            return True
    return False


def test_no_pattern_repeats_without_end_what_repeats_without_end() -> None:
    found = dict(patterns())
    assert len(found) > 100
    endless = {name for name, each in found.items() if endless_in_endless(_parser.parse(each.pattern, each.flags))}
    assert endless == ONE_WAY_TO_MATCH


def test_such_a_pattern_would_be_seen() -> None:
    assert endless_in_endless(_parser.parse(r"(?:a+b?)*c"))
    assert not endless_in_endless(_parser.parse(r"(?:a{1,9}b?)*c"))
