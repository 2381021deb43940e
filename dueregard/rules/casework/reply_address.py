"""Makes the reply address of a case, and finds it again however mail programs and people garble it.

Randomness is passed in. The caller finds which case a token belongs to, with one query each for `tokens_in` and
`near_tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Digits and consonants. Only one of each pair that people confuse: never o (0), i or l (1), z (2), s (5),
# b (8); no vowels, so no words appear. 26 characters.
ALPHABET = "0123456789cdfghjkmnpqrtvwx"
# 26 ** 13 is just above 2 ** 61: nobody can guess one, and it can still be read out over the phone.
TOKEN_LENGTH = 13
# 16 bytes leave 67 bits more than needed, so the remainder below does not measurably favour any character.
RANDOM_BYTES = 16

_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", "z": "2", "s": "5", "b": "8"})
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Characters that links (%2B) and quoted-printable (=2B) write as numbers, where they can be in or next to an address.
_ENCODED_SIGN = re.compile(r"[%=](20|22|27|2b|2d|3a|3c|3d|3e|40)")
# Tried once for each run of such signs, from where it begins: a stranger's letter may be one long run of them.
_BEFORE_AT = re.compile(r"(?<![\s\"'\u2018\u2019\u201c\u201d])[\s\"'\u2018\u2019\u201c\u201d]++(?=@)|(?<=@)\s++")
_PLACE = "{token}"
_SIGNS = frozenset(ALPHABET)


class TooLittleRandomness(ValueError):
    """Fewer than RANDOM_BYTES bytes were passed in."""


class NoPlaceForToken(ValueError):
    """The pattern of the reply address lacks `{token}` before its @, or has it twice."""


def make_token(random_bytes: bytes) -> str:
    """A token of TOKEN_LENGTH characters from at least RANDOM_BYTES random bytes.

    Raises: TooLittleRandomness.
    """
    if len(random_bytes) < RANDOM_BYTES:
        raise TooLittleRandomness(f"A token needs {RANDOM_BYTES} random bytes, not {len(random_bytes)}.")
    number = int.from_bytes(random_bytes, "big")
    signs = []
    for _ in range(TOKEN_LENGTH):
        number, remainder = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[remainder])
    return "".join(signs)


def normalise_token(text: str) -> str:
    """The token that a person or a mail program meant: lower case, look-alikes resolved, everything else left out."""
    folded = _INVISIBLE.sub("", text).lower().translate(_MISREAD)
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())


def reply_address(pattern: str, token: str) -> str:
    """The address of one case, from a pattern such as `foi-{token}@example.org` or `box+{token}@example.org`.

    Raises: NoPlaceForToken.
    """
    _halves(pattern)
    return pattern.replace(_PLACE, token)


def tokens_in(addresses: Iterable[str], pattern: str) -> tuple[str, ...]:
    """Every token in these header values or texts, normalised, in order, each once.

    One character too few or too many is let through, so that the caller can look the token up with `near_tokens`.
    Upper case, quotes, angle brackets, `%2B`, `=3D` and zero-width characters do no harm.

    Raises: NoPlaceForToken.
    """
    before, after = _halves(pattern)
    # Our part before the token is compared as people retype it too: foi-, f0i-, FOl-.
    sought = re.compile(
        rf"(?<![a-z0-9]){re.escape(before.translate(_MISREAD))}"
        rf"([a-z0-9]{{{TOKEN_LENGTH - 1},{TOKEN_LENGTH + 1}}})"
        rf"{re.escape(after.translate(_MISREAD))}(?![a-z0-9-]|\.[a-z0-9])"
    )
    found: dict[str, None] = {}
    for address in addresses:
        plain = _plain(address)
        if "@" not in plain:
            continue
        for match in sought.finditer(plain.translate(_MISREAD)):
            found[normalise_token(match.group(1))] = None
    return tuple(found)


def near_tokens(token: str) -> frozenset[str]:
    """Every token one slip away from this one: a wrong, missing or extra character, or two neighbours swapped.

    At most about 800, so that one query can ask for them all; only those of the right length are kept.
    """
    slips: set[str] = set()
    for place in range(len(token) + 1):
        before, after = token[:place], token[place:]
        slips.update(before + sign + after for sign in ALPHABET)
        if after:
            slips.add(before + after[1:])
            slips.update(before + sign + after[1:] for sign in ALPHABET)
        if len(after) > 1:
            slips.add(before + after[1] + after[0] + after[2:])
    slips.discard(token)
    return frozenset(slip for slip in slips if is_token(slip))


def is_token(text: str) -> bool:
    """Whether this could be a token of ours, letter for letter."""
    return len(text) == TOKEN_LENGTH and _SIGNS.issuperset(text)


def _halves(pattern: str) -> tuple[str, str]:
    before, place, after = pattern.lower().partition(_PLACE)
    if not place or _PLACE in after or "@" not in after:
        raise NoPlaceForToken("The reply address needs {token} once, before its @.")
    return before, after


def _plain(text: str) -> str:
    """The text as `tokens_in` compares it. A letter is long and seldom holds any of what is undone here."""
    text = (text if text.isascii() else _INVISIBLE.sub("", text)).lower()
    if "%" in text or "=" in text:
        text = _ENCODED_SIGN.sub(lambda match: chr(int(match.group(1), 16)), text)
    return _BEFORE_AT.sub("", text) if "@" in text else text
