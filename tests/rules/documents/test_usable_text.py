"""A page's own text stands for the page only where a reader would see the same words on it."""

import random
import string
from pathlib import Path

import pytest

from dueregard.rules.documents.usable_text import is_usable, says_the_same

DOCS = Path(__file__).resolve().parents[3] / "docs"
PROSE = "\n".join(file.read_text(encoding="utf-8") for file in sorted(DOCS.rglob("*.md")))
PAGE = 2_400
ENGLISH = "The council keeps a register of referrals and looks at it twice a year. "
WELSH = (
    "Mae'r cyngor yn cadw cofrestr o atgyfeiriadau ac yn ei adolygu ddwywaith y flwyddyn. Ni chaiff unrhyw un ei "
    "gyfeirio heb drafodaeth gyda'r pennaeth. Bydd y cofnodion ar gael i'r cyhoedd wedyn. "
)
USABLE = [
    ENGLISH,
    ENGLISH.upper() * 8,
    WELSH,
    WELSH * 6,
    "Llanfairpwllgwyngyll, Pwllheli, Cwmystwyth, Ynys-y-bwl, Rhosllannerchrugog, Ysgol Gyfun Rhydfelen " * 6,
    "کونسل حوالوں کا رجسٹر رکھتی ہے۔",
    "কাউন্সিল রেফারেলের একটি রেজিস্টার রাখে।",
    "მუნიციპალიტეტი აწარმოებს მიმართვების რეესტრს. " * 20,
    "理事會每年兩次審查轉介登記冊。" * 40,
    "Rada prowadzi rejestr zgłoszeń i przegląda go dwa razy w roku, a szkoła współpracuje z rodzicami. " * 6,
    "Golaha wuxuu hayaa diiwaanka tixraacyada wuxuuna eegaa laba jeer sanadkii. " * 8,
    "Konsey yönlendirmelerin kaydını tutar ve yılda iki kez gözden geçirir. " * 8,
    "12",
    "2019 2020 2021\n14 17 9\n£1,200.50 £990.00",
    "2019 14 17 9 1,200.50 0 3 - - 7 12 * 8.4% (3) n/a\n" * 40,
    "NP1 4QA NP1 5RT NP2 7XY NP4 2GH " * 20,
    "FOI DPA ICO CTLP HMG OSCT PVE CTSA DfE LSCB MASH CCE CSE GDPR DPO SRO CPS NPCC JTAC GCHQ ADCS CQC " * 8,
    "Contents ........................ 3\nBackground ........ 4",
    "".join(f"{number}. Section {number} {'.' * 90} {number + 3}\n" for number in range(1, 40)),
    "Name ______________________________ Date ____________________\n" * 10,
    "".join(f"\uf0b7 the point number {number}\n" for number in range(40)),  # a bullet of a symbol font
    "co\x02operation and co\xadoperation, soft\ufffehyphens and more of them in this line ",
]
USELESS = [
    "",
    " \n\t",
    "\x19\x12",
    '"7+%-',
    "䴀甀氀琀椀挀漀氀漀爀䈀氀愀挀欀",  # UTF-16 read with its bytes swapped
    "\ufffd\ufffdng\ufffd\ufffdt \ufffd\ufffd",
    "\ue000\ue001\ue002 \ue003",
    "7KHSDQHOPHWRQ0RQGD\\DQGKHDUGWKHUHSRUWRIWKHKHDGWHDFKHU 1RERG\\ZDVDEVHQW7KHQH[WPHHWLQJLVLQWKUHHZHHNV",
]


def exchanged(text: str, seed: int) -> str:
    """Return the text as a font gives it whose letters have others' names."""
    letters = list(string.ascii_lowercase)
    random.Random(seed).shuffle(letters)
    return text.translate(str.maketrans(string.ascii_lowercase + string.ascii_uppercase, "".join(letters) * 2))


def shifted(text: str, by: int) -> str:
    """Return the text as a font gives it that has numbers of shapes instead of characters."""
    return "".join(chr(max(1, ord(sign) + by)) if " " <= sign <= "~" else sign for sign in text)


@pytest.mark.parametrize("text", USABLE)
def test_words_and_figures_of_any_script_are_usable(text: str) -> None:
    assert is_usable(text)


@pytest.mark.parametrize("text", USELESS)
def test_signs_that_mean_nothing_are_not(text: str) -> None:
    assert not is_usable(text)


def test_no_page_of_plain_english_is_doubted() -> None:
    pages = [PROSE[start : start + PAGE] for start in range(0, len(PROSE), PAGE)]
    assert len(pages) > 50
    assert [page for page in pages if not is_usable(page)] == []


@pytest.mark.parametrize("by", [-29, -28, -31, 1, 3])
def test_a_page_whose_letters_are_numbers_of_shapes_is_not_usable(by: int) -> None:
    pages = [PROSE[start : start + PAGE] for start in range(0, 40 * PAGE, PAGE)]
    assert [page for page in pages if is_usable(shifted(page, by))] == []


def test_a_page_whose_letters_were_exchanged_for_others_is_not_usable() -> None:
    pages = [PROSE[start : start + PAGE] for start in range(0, 60 * PAGE, PAGE)]
    passed = [seed for seed, page in enumerate(pages) if is_usable(exchanged(page, seed))]
    assert len(passed) <= 2, "a chance exchange may look like words"


def test_a_good_heading_does_not_make_a_page_usable_whose_body_means_nothing() -> None:
    body = shifted(ENGLISH * 12, -29)
    assert not is_usable(ENGLISH * 20 + body + ENGLISH * 20)


def test_letters_that_their_fonts_do_not_name_are_no_text() -> None:
    assert is_usable("0123 4567 8901", unmapped=0.02)
    assert not is_usable("0123 4567 8901", unmapped=0.9)


def test_a_stamp_on_a_scan_is_not_the_text_of_its_page() -> None:
    assert not is_usable("Received 3 March", picture_share=0.95)
    assert is_usable("Received 3 March", picture_share=0.2)
    assert is_usable("The council keeps a register of referrals. " * 10, picture_share=1.0)


def test_a_text_that_was_doubted_stands_when_its_words_are_seen() -> None:
    seen = "THE QXZW CODES 4471 ARE KEPT HERE"
    assert says_the_same("qxzw codes 4471 are kept here and the", seen)
    assert not says_the_same("Minutes of the group", f"Minutes of the group {ENGLISH}")
    assert not says_the_same(shifted(ENGLISH, -29), ENGLISH)
    assert not says_the_same("anything", "")
