"""Finds in a quoted letter what is ours, word for word: what others put between our lines is left to be read.

A quoted line is ours if its words stand in our letter right behind those of the line before: an answer put between two
of our lines breaks the run and shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dueregard.rules.mail.slots import plain_line
from dueregard.rules.mime.quoted_headers import leads_to_a_quote, without_marks

_WORD = re.compile(r"\w+")
# So many words in a row are no accident; a shorter line must follow another line of ours.
_ENOUGH_WORDS = 4
# Signs of our letters searched for one quoted letter. Of a quote that would take more, further lines are
# ours only where they go on: what is strange is read by a person.
_MOST_SEARCHED = 50_000_000


class OneLetter:
    """A letter whose words are picked out when somebody quotes, and then once: most replies quote nothing."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> str:
        """Its words in lower case, a space before, between and after them."""
        return f" {_words(self.text)} "


@dataclass(frozen=True)
class OurLetters:
    """Our letters of a case, as the words they consist of."""

    letters: tuple[OneLetter, ...] = ()

    @classmethod
    def of(cls, *letters: str | OneLetter) -> OurLetters:
        """Keep these letters. One given as `OneLetter` shares its words with the others that hold it."""
        kept = (letter if isinstance(letter, OneLetter) else OneLetter(letter) for letter in letters)
        return cls(tuple(letter for letter in kept if letter.text.strip()))

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each letter."""
        return tuple(letter.words for letter in self.letters)

    def hold(self, text: str) -> bool:
        """Whether so many words in a row stand in one of our letters."""
        words = _words(text)
        return words.count(" ") + 1 >= _ENOUGH_WORDS and any(f" {words} " in letter for letter in self.texts)

    def not_ours(self, quoted: str) -> list[str]:
        """The stretches of a quoted letter that are not ours: what stands in none of our letters, in its order."""
        lines = quoted.split("\n")
        stretches: list[list[str]] = []
        was_strange = False
        for line, is_strange in zip(lines, self.strange_lines(lines), strict=True):
            if is_strange:
                bare = without_marks(line)
                if was_strange:
                    stretches[-1].append(bare)
                else:
                    stretches.append([bare])
            was_strange = bool(is_strange)
        return ["\n".join(stretch) for stretch in stretches]

    def strange_lines(self, lines: Sequence[str]) -> list[bool | None]:
        """Which of these quoted lines are not ours. Header fields, rules and empty lines are nobody's: None."""
        flags: list[bool | None] = []
        places = [1] * len(self.letters)
        searches = _MOST_SEARCHED // (sum(map(len, self.texts)) + 1)
        while len(flags) < len(lines):
            place = len(flags)
            if leading := leads_to_a_quote(lines, place):
                flags += [None] * leading
                continue
            words = _words(without_marks(lines[place]))
            searches -= words.count(" ") + 1 >= _ENOUGH_WORDS
            after = self._follow(words, places, may_search=searches >= 0)
            is_ours = any(found >= 0 for found in after)
            flags.append(not is_ours)
            if is_ours:
                # What stands between two of our lines does not end the run.
                places = [new if new >= 0 else old for new, old in zip(after, places, strict=True)]
        return flags

    def _follow(self, words: str, places: list[int], *, may_search: bool) -> list[int]:
        """Where each of our letters goes on after these words; -1 where they are not its next ones."""
        is_enough = may_search and words.count(" ") + 1 >= _ENOUGH_WORDS
        after = []
        for letter, place in zip(self.texts, places, strict=True):
            if letter.startswith(f"{words} ", place):
                after.append(place + len(words) + 1)
            elif is_enough and (found := letter.find(f" {words} ")) >= 0:
                after.append(found + len(words) + 2)
            else:
                after.append(-1)
        return after


def _words(text: str) -> str:
    return " ".join(_WORD.findall(plain_line(text).lower()))
