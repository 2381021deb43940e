"""Finds in a quoted letter what is ours, word for word, so that only what others put between our lines is left "
"to be read.

A quoted line is ours if its words stand in our letter right behind those of the line before: an answer put between two
of our lines breaks the run and shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dueregard.rules.mail.slots import plain_line

_MARK = re.compile(r"^[\s>|]{0,40}")
_WORD = re.compile(r"\w+")
# So many words in a row are no accident; a shorter line must follow another line of ours.
_ENOUGH_WORDS = 4
_HEADER = re.compile(
    r"^(?:from|sent|date|to|cc|bcc|subject|importance|reply-to|oddi wrth|anfonwyd|dyddiad|at|copi|pwnc)\s?:",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\s_=*#~-]{0,200}$")
_ATTRIBUTION = re.compile(
    r"^(?:on|ar)\b.{0,300}\b(?:wrote|ysgrifennodd)\s?:?$|.{0,200}[@<].{0,200}\b(?:wrote|ysgrifennodd)\s?:$|^-"
    r"{2,}.{0,60}-"
    r"{2,}$|^begin forwarded message:$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class OurLetters:
    """Our letters of a case, as the words they consist of."""

    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, *letters: str) -> OurLetters:
        """Keep the words of these letters."""
        return cls(tuple(f" {_words(letter)} " for letter in letters if letter.strip()))

    def hold(self, text: str) -> bool:
        """Whether so many words in a row stand in one of our letters."""
        words = _words(text)
        return words.count(" ") + 1 >= _ENOUGH_WORDS and any(f" {words} " in letter for letter in self.texts)

    def not_ours(self, quoted: str) -> list[str]:
        """The stretches of a quoted letter that are not ours: what stands in none of our letters, in its order."""
        strange: list[str] = []
        places = [1] * len(self.texts)
        is_strange = False
        for line in quoted.split("\n"):
            bare = _MARK.sub("", line, count=1).rstrip()
            if not bare or _RULE.match(bare) or _HEADER.match(bare) or _ATTRIBUTION.match(plain_line(bare)):
                is_strange = is_strange and not bare
                continue
            after = self._follow(_words(bare), places)
            if any(place >= 0 for place in after):
                # What stands between two of our lines does not end the run.
                places = [new if new >= 0 else old for new, old in zip(after, places, strict=True)]
                is_strange = False
            elif is_strange:
                strange[-1] += f"\n{bare}"
            else:
                strange.append(bare)
                is_strange = True
        return strange

    def _follow(self, words: str, places: list[int]) -> list[int]:
        """Where each of our letters goes on after these words; -1 where they are not its next ones."""
        after = []
        for letter, place in zip(self.texts, places, strict=True):
            if letter.startswith(f"{words} ", place):
                after.append(place + len(words) + 1)
            elif words.count(" ") + 1 >= _ENOUGH_WORDS and (found := letter.find(f" {words} ")) >= 0:
                after.append(found + len(words) + 2)
            else:
                after.append(-1)
        return after


def _words(text: str) -> str:
    return " ".join(_WORD.findall(plain_line(text).lower()))
