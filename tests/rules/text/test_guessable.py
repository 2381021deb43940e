"""A new password is none that is tried first; of whatever signs it is made."""

import pytest

from dueregard.rules.text.guessable import is_guessable

COMMON = frozenset({"sunshine", "password", "liverpool", "qwertyuiop", "correct", "horse"})
OWN = ("Together", "Against", "Prevent", "dueregard", "org")


@pytest.mark.parametrize(
    "password",
    [
        "Sunshine2026!", "123sunshine!!", "LIVERPOOL1892", "sunshinesunshine", "passwordpassword!",
        "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "PreventPrevent1", "dueregard2026!", "Together-Against-Prevent",
        "togetheragainst99", "due_regard_prevent1",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert is_guessable(password, common=COMMON, own_words=OWN)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple", "correct horse battery", "839201748365", "!?%&/()=+#*~-_", "дом лес река поле",
        "prevent the marmalade tide", "kettle organ lamp pebble", "ab" * 4 + "yz" * 4, "x" * 20 + "Y7",
        "老虎山水风雨雷电火土金木",
    ],
)  # fmt: skip
def test_any_signs_may_stand_in_one_and_none_must(password: str) -> None:
    assert not is_guessable(password, common=COMMON, own_words=OWN)


def test_a_long_hostile_password_is_answered() -> None:
    assert not is_guessable("ab" * 2_000 + "c", common=COMMON, own_words=OWN)
