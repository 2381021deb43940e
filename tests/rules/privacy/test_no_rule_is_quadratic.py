"""Masking a hostile letter takes ten times the steps for ten times the text, never more; no pattern goes astray."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dueregard.rules import privacy
from dueregard.rules.privacy import masking, personal_details, to_look_at
from tests.rules.steps import counted_steps, grows_faster_than_the_text, is_endless_in_endless

LETTERS = {
    "prose": "Thank you for your request. Jane Smith spent 3,120 pounds on training in 2025.\n",
    "names on one line": "Jane Smith of Northport and Mary ",
    "closings": "Kind regards\nJane\n",
    "numbers and streets": "01632 960 123, 12 High Street AB1 2CD a @ b. ",
    "signs of nothing": "[x left out]\u200b ",
}
COUNTED: tuple[tuple[Any, str], ...] = (
    (masking, "_end_of_signature"),
    (masking, "_signature"),
    (masking, "office_of"),
    (masking, "is_closing"),
    (masking, "closing_with_names"),
    (personal_details, "is_uk_number"),
    (personal_details, "is_nhs_number"),
    (personal_details, "Detail"),
    (to_look_at, "_is_joined"),
    (to_look_at, "_of_run"),
    (to_look_at, "_is_no_name"),
    (to_look_at, "_name"),
    (to_look_at, "_around"),
    (to_look_at, "_house_before"),
)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each of the inner steps is taken."""
    return counted_steps(monkeypatch, COUNTED)


@pytest.mark.parametrize("letter", LETTERS)
def test_ten_times_the_letter_takes_at_most_ten_times_the_steps(letter: str, steps: Counter[str]) -> None:
    def read(text: str) -> None:
        masking.mask(
            text,
            tokens=["h5hd7h4ccthjr"],
            names=["Asha Example"],
            addresses=["1 Quay Road\nNorthport"],
            chosen=[("Mary Example", masking.NAME)],
        )
        to_look_at.to_look_at(text)
        personal_details.personal_details(text)

    assert grows_faster_than_the_text(read, LETTERS[letter], steps) == []


def test_the_steps_that_are_counted_are_taken(steps: Counter[str]) -> None:
    text = (
        "Call 01632 960 123 or 943 476 5919.\nDear Jane Smith,\n12 High Street\n\nKind regards\nMary Example\nOfficer\n"
    )
    masking.mask(text)
    to_look_at.to_look_at(text)
    personal_details.personal_details(text)
    assert {name for _, name in COUNTED} - set(steps) == set()


# A word, then spaces: neither can hold a sign of the other, so there is one way to match.
ONE_WAY_TO_MATCH = {"masking._SENTENCE"}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the room."""
    for found in pkgutil.iter_modules(privacy.__path__):
        module = importlib.import_module(f"{privacy.__name__}.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", value


def test_no_pattern_repeats_without_end_what_repeats_without_end() -> None:
    found = dict(patterns())
    assert len(found) > 30
    assert {name for name, each in found.items() if is_endless_in_endless(each.pattern, each.flags)} == ONE_WAY_TO_MATCH
