"""Sentences that an office has written before, in letters which a person read and sorted as mere acknowledgements.

Offices write from templates: the second letter differs from the first by a date, a reference and a name. So a sentence
is known to say nothing when it is, these aside, word for word one that a person of the same group has read. Which
letters these are is looked up by the caller; what a whole letter may consist of is for `harmless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.rules.mail.clauses import goes_on, sentences_of
from dueregard.rules.mail.plain_talk import may_decide
from dueregard.rules.mail.slots import holds_a_figure, plain_line, with_slots

MOST_CHARS = 6_000  # of an earlier letter; nobody calls a longer one a mere acknowledgement
# A shorter line could be an answer that stands alone: "None held".
_LEAST_WORDS = 3
_LEAST_SUBJECT = 2  # words; one alone may stand anywhere
_NOTHING = re.compile(r"(?!)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
# What leads elsewhere must be the very same page, address or body; numbers are compared as they are written.
_EXACT = ("\u00aburl\u00bb", "\u00abbody\u00bb", "\u00abmore days\u00bb")


@dataclass(frozen=True)
class ReadBefore:
    """The forms of the sentences that were read, and words of the body's names (small letters) they were made with."""

    forms: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()

    def holds(self, sentence: str) -> bool:
        """Whether this sentence was read before. What could decide, or asks, never is."""
        if not self.forms or "?" in sentence or may_decide(with_slots(sentence, self.theirs), self.theirs):
            return False
        return form_of(sentence, self.theirs) in self.forms

    def left_of(self, text: str, subject: str) -> str:
        """The text (plain, paragraphs kept) without what was read before, and without the words of our own subject."""
        left = []
        for paragraph in _PARAGRAPH.split(text):
            whole = _whole_lines(paragraph)
            lines = [line for line in paragraph.split("\n") if not (line in whole and self.holds(line))]
            left.append(" ".join(part for part in sentences_of(plain_line("\n".join(lines))) if not self.holds(part)))
        return _pasted(subject).sub("", "\n\n".join(filter(None, left)))


NOTHING_READ = ReadBefore()


def read_before(letters: Iterable[tuple[str, str]], subject: str, theirs: frozenset[str]) -> ReadBefore:
    """Gather the sentences and lines of earlier letters, each (plain text, subject of our request then).

    `subject` is that of our request now, `theirs` are words of the body's names in small letters.
    """
    forms: set[str] = set()
    for letter, then in letters:
        for paragraph in _PARAGRAPH.split(_named(letter[:MOST_CHARS], then, subject)):
            for sentence in (*sentences_of(plain_line(paragraph)), *map(plain_line, _whole_lines(paragraph))):
                if len(sentence.split()) >= _LEAST_WORDS:
                    forms.add(form_of(sentence, theirs))
    return ReadBefore(frozenset(forms), theirs)


def _whole_lines(paragraph: str) -> list[str]:
    """The lines that are no piece of a sentence over several: a piece means what stands before and behind it."""
    lines = [line for line in paragraph.split("\n") if line.strip()]
    return [line for place, line in enumerate(lines) if not (goes_on(lines, place) or goes_on(lines, place + 1))]


def _named(letter: str, then: str, now: str) -> str:
    """The letter as if it had been about the request of now: offices paste our subject into theirs."""
    if len(now.split()) < _LEAST_SUBJECT:
        return letter
    return _pasted(then).sub(lambda _: now, letter.replace("\u2019", "'"))


def _pasted(subject: str) -> re.Pattern[str]:
    """What finds a subject of ours in their letter, over line ends as well; nothing, where it is one word alone."""
    words = [re.escape(word) for word in plain_line(subject).split()]
    return re.compile(r"\s+".join(words), re.IGNORECASE) if len(words) >= _LEAST_SUBJECT else _NOTHING


def form_of(sentence: str, theirs: frozenset[str]) -> str:
    """Return a sentence with marks for dates, references and names of this body; as it is, if it leads elsewhere."""
    plain = plain_line(sentence)
    form = with_slots(plain, theirs)
    return plain.lower() if any(mark in form for mark in _EXACT) or holds_a_figure(form) else form
