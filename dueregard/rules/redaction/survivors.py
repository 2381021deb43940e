"""Does a word that was taken out survive in a copy? In text, backwards, spaced out, in hexadecimal, in raw bytes.

Where the texts and bytes come from is not known here; whoever asks fails closed.
"""

from __future__ import annotations

import base64
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from dueregard.rules.redaction.same_words import LONG_ENOUGH_INSIDE, folded, is_piece, pieces

_LONG_ENOUGH_BACKWARDS = 5
_LONG_ENOUGH_IN_BYTES = 5
_DIGITS_THAT_TELL = 4
_HEX = re.compile(rf"[0-9A-Fa-f]{{{2 * _LONG_ENOUGH_IN_BYTES},}}")
# Words that begin with a capital and name nobody.
_SAY_NOTHING = frozenset(
    re.findall(
        r"\w+",
        """
        the this that these those there then they their them and but for from with without when where what which who
        why how are was were has have had will would shall should can could may might must not our your his her its
        one two three january february march april june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday prevent channel duty act section university college
        school council police board trust nhs head chair dear yours page table figure annex appendix item report policy
        minutes meeting committee staff student students training regards sincerely faithfully
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A string that must be gone: its pieces, and what it looks like in bytes."""

    words: str
    pieces: tuple[str, ...]
    in_bytes: tuple[bytes, ...]

    @property
    def joined(self) -> str:
        """Return the letters without what stands between them."""
        return "".join(self.pieces)


def wanted(words: str) -> Wanted:
    """Prepare a string to be looked for."""
    forms = (
        {words, words.lower(), words.upper(), words.title(), words[::-1]}
        if len(words) >= _LONG_ENOUGH_IN_BYTES
        else set()
    )
    looks: set[bytes] = set()
    for form in forms:
        for coding in ("utf-8", "utf-16-be", "utf-16-le", "latin-1"):
            raw = form.encode(coding, "ignore")
            if len(raw) >= _LONG_ENOUGH_IN_BYTES:
                looks |= {raw, raw.hex().encode(), raw.hex().upper().encode()}
        raw = form.encode()
        # Base64 of the same bytes looks three ways, by where they begin; the ends hang on what stands beside them.
        looks |= {base64.b64encode(b"\0" * shift + raw)[(shift and 4) : -4] for shift in range(3) if len(raw) > 9}
    return Wanted(words, pieces(words), tuple(sorted(one for one in looks if len(one) >= _LONG_ENOUGH_IN_BYTES)))


def survivors_in_text(text: str, gone: Iterable[Wanted]) -> list[str]:
    """Return which of the strings still stand in a text, in some form."""
    text = f"{text} {_from_hex(text)}"
    forwards, backwards = _Run(pieces(text)), _Run(pieces(text[::-1]))
    return [one.words for one in gone if one.pieces and _stands(one, forwards, backwards)]


class _Run:
    """The pieces of a text, one after another, and where each begins when nothing stands between them."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.pieces = found
        self.joined = "".join(found)
        self.spaced = set(_spaced_out(found))
        self._places: dict[str, list[int]] = {}
        for at, piece in enumerate(found):
            self._places.setdefault(piece, []).append(at)
        self._noted: dict[str, list[str]] = {}
        for piece in self._places:
            bare = piece.rstrip("0123456789")
            if bare != piece and is_piece(piece, bare, is_last=True):
                self._noted.setdefault(bare, []).append(piece)
        self._edges = list(accumulate(map(len, found), initial=0))

    def follows(self, wanted_pieces: tuple[str, ...]) -> bool:
        """Tell whether these pieces stand one after another, the last perhaps in the plural."""
        first, last = wanted_pieces[0], len(wanted_pieces) - 1
        starts = [first]
        if last == 0 and len(first) > 2:
            starts += [f"{first}s", f"{first}es", *self._noted.get(first, ())]
        return any(
            at + last < len(self.pieces)
            and all(
                is_piece(self.pieces[at + step], wanted_pieces[step], is_last=step == last)
                for step in range(1, last + 1)
            )
            for start in starts
            for at in self._places.get(start, ())
        )

    def holds(self, whole: str) -> bool:
        """Tell whether the letters follow one another inside one piece, or from the start of one to the end of another.

        “smart in” does not hold “martin”; “mar tin” and “martini” do.
        """
        at = self.joined.find(whole)
        while at >= 0:
            end = at + len(whole)
            first, last = bisect_left(self._edges, at), bisect_left(self._edges, end)
            starts, ends = self._edges[first] == at, self._edges[last] == end
            if (starts and ends) or bisect_right(self._edges, at) > last - 1:
                return True
            at = self.joined.find(whole, at + 1)
        return False


def _stands(one: Wanted, forwards: _Run, backwards: _Run) -> bool:
    whole = one.joined
    return (
        forwards.follows(one.pieces)
        or (len(whole) >= LONG_ENOUGH_INSIDE and forwards.holds(whole))
        or (len(whole) < LONG_ENOUGH_INSIDE and whole in forwards.spaced)
        or (len(whole) >= _LONG_ENOUGH_BACKWARDS and backwards.follows(one.pieces))
        or (len(whole) >= LONG_ENOUGH_INSIDE and backwards.holds(whole))
    )


def _from_hex(text: str) -> str:
    """Return what stands in a text in hexadecimal, read as the letters it may be."""
    raw = [bytes.fromhex(run[: len(run) // 2 * 2]) for run in _HEX.findall(text)]
    return " ".join(one.decode(code, "replace") for one in raw for code in ("utf-8", "utf-16-be", "utf-16-le"))


def _spaced_out(found: tuple[str, ...]) -> list[str]:
    """Return each run of single letters as one word: s m i t h."""
    return "".join(piece if len(piece) == 1 else " " for piece in found).split()


def survivors_in_bytes(content: bytes, gone: Iterable[Wanted]) -> list[str]:
    """Return which of the strings can be seen in raw bytes, in some coding."""
    return [one.words for one in gone if any(look in content for look in one.in_bytes)]


def telling(words: str) -> list[str]:
    """Return what of the words under a mark could name somebody: names, numbers, addresses; the whole if it is long.

    Such a word must not stand elsewhere in the copy; a common word may.
    """
    said = words.split()
    found = [one.strip(".,;:!?()[]“”‘’\"'") for one in said if _tells(one)]
    whole = " ".join(said)
    if len(pieces(whole)) >= 3 and len(folded(whole)) >= 12:
        found.append(whole)
    return list(dict.fromkeys(one for one in found if one))


def names_nobody(piece: str) -> bool:
    """Tell whether a folded word says nothing of anybody, though it may begin with a capital."""
    return piece in _SAY_NOTHING


def _tells(word: str) -> bool:
    bare = "".join(pieces(word))
    is_year = re.fullmatch(r"(?:19|20)\d\d", bare) is not None
    if "@" in word or (sum(sign.isdigit() for sign in bare) >= _DIGITS_THAT_TELL and not is_year):
        return True
    first = next((sign for sign in word if sign.isalnum()), "")
    return len(bare) >= 3 and first.isupper() and bare not in _SAY_NOTHING
