"""A page's own text stands for the page only where a reader would see the same words on it."""

import pytest

from dueregard.rules.documents.usable_text import is_usable

WELSH = "Mae'r cyngor yn cadw cofrestr o atgyfeiriadau ac yn ei adolygu ddwywaith y flwyddyn."
USABLE = [
    "The council keeps a register of referrals.",
    WELSH,
    "کونسل حوالوں کا رجسٹر رکھتی ہے۔",
    "কাউন্সিল রেফারেলের একটি রেজিস্টার রাখে।",
    "12",
    "2019 2020 2021\n14 17 9\n£1,200.50 £990.00",
    "NP1 4QA NP1 5RT NP2 7XY NP4 2GH " * 8,
    "Contents ........................ 3\nBackground ........ 4",
]
USELESS = [
    "",
    " \n\t",
    "\x19\x12",
    '"7+%-',
    "䴀甀氀琀椀挀漀氀漀爀䈀氀愀挀欀",  # UTF-16 read with its bytes swapped
    "\ufffd\ufffdng\ufffd\ufffdt \ufffd\ufffd",
    "\ue000\ue001\ue002 \ue003",
    "Wkh frxqflo nhhsv d uhjlvwhu ri uhihuudov dqg orrnv dw lw wzlfh d bhdu " * 2,  # each letter moved by three
]


@pytest.mark.parametrize("text", USABLE)
def test_words_and_figures_of_any_script_are_usable(text: str) -> None:
    assert is_usable(text)


@pytest.mark.parametrize("text", USELESS)
def test_signs_that_mean_nothing_are_not(text: str) -> None:
    assert not is_usable(text)


def test_a_stamp_on_a_scan_is_not_the_text_of_its_page() -> None:
    assert not is_usable("Received 3 March", picture_share=0.95)
    assert is_usable("Received 3 March", picture_share=0.2)
    assert is_usable("The council keeps a register of referrals. " * 10, picture_share=1.0)
