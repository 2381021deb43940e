"""A text as the search keeps and compares it: one form of each letter, and nothing in a word that nobody sees."""

import re
import unicodedata

# Where a word may be parted, joiners, and marks of the order of bytes.
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LEFT_OUT = re.compile(f"[\0{UNSEEN}]")

# Letters of the Arabic script that Arabic, Persian, Urdu and keyboards for them write in several ways.
_SAME_LETTERS = {
    "ا": "أإآٱٲٳ",
    "ي": "ىیېئۍ",
    "ك": "کڪڬ",
    "ه": "ةہھەۀۂۃ",
    "و": "ؤۆۇ",
}
_DIGITS = {
    ord(sign): str(value) for zero in "٠۰" for value, sign in enumerate(map(chr, range(ord(zero), ord(zero) + 10)))
}
# Vowel signs and other marks of that script, the stroke that only widens a word, and accents that follow their letter.
_MARKS = (*range(0x300, 0x370), 0x640, *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD),
          *range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE))  # fmt: skip
_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")  # Arabic letters as they are joined in print
_FOLDED: dict[int, str] = (
    dict.fromkeys(_MARKS, "") | {ord(sign): plain for plain, signs in _SAME_LETTERS.items() for sign in signs} | _DIGITS
)
_FOLDABLE = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
# Signs within a word of which nothing is compared.
UNCOMPARED = frozenset({*map(chr, _MARKS), *UNSEEN})


def clean(text: str) -> str:
    """Return a text as an index can hold it: composed letters, no NUL, no half of a pair of surrogates."""
    if text.isascii():
        return text.replace("\0", " ")
    composed = unicodedata.normalize("NFC", text)
    return (
        _LEFT_OUT.sub(lambda found: " " if found.group() == "\0" else "", composed).encode("utf-8", "replace").decode()
    )


def fold(text: str) -> str:
    """Return a clean text with one form of each letter that is written in several ways, and without vowel signs."""
    if text.isascii():
        return text
    text = _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return _FOLDABLE.sub(lambda found: _FOLDED[ord(found.group())], text)
