"""A question as people ask it: which of its words are looked for, and which only make a sentence of it.

Who writes AND, OR or NOT, quotation marks, a star or a field says exactly what they want; their words all count.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from dueregard.rules.search.query import All, Any, Node, Phrase, Query, Word

# Words that ask, or say whom it is about: somebody wants advice rather than a document.
_ASKING = """
what whats which who whos whom whose when where why how can cant could couldnt should shouldnt would must do dont does
doesnt did didnt will wont am im ive id are arent is isnt was wasnt were werent have havent has hasnt had hadnt
wouldnt mustnt neednt
allowed supposed able scared frightened worried afraid anxious
i me my mine myself we us our you your yours he him his she her hers they them their theyre theyve
"""
# Words that only join others.
_JOINING = """
a an the of to in into on onto at for from with by and or but as if so than then there here this that these those thats
it its be been being not no just also too very please some any each every
somebody someone anybody anyone everybody everyone something anything
against under over before after during without between out up off back again
find finding found
about get got getting gets want wants wanted need needs know happen happens happened
today tomorrow yesterday let lets going go goes going gonna like really right now
"""
ASKING = frozenset(_ASKING.split())
JOINING = frozenset(_JOINING.split())
# Written in small letters alone: “May 2025” is a month, “Will” a name.
SMALL_ONLY = frozenset({"may", "might", "will"})
_LONG_SMALL = sorted(word for word in ASKING | JOINING if len(word) >= 5)  # shorter ones are near to too much else
_SAID = re.compile(r"\b(?:AND|OR|NOT)\b")
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was typed without marks that say more. `conditions` hold whatever becomes of the words."""

    words: tuple[Word, ...]
    conditions: tuple[Node, ...]
    dropped: tuple[str, ...]
    is_question: bool

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The words in quotation marks that stand beside others."""
        return tuple(part for part in self.conditions if isinstance(part, Phrase))

    def taken_apart(self, phrases: Collection[Phrase]) -> "Sentence":
        """Return the sentence with the words of these phrases among its other words."""
        if not phrases:
            return self
        every = [Word(one) for phrase in phrases for one in phrase.text.split()]
        words = [word for word in every if bare(word.text) and not _is_small(word.text, shouts=False)]
        return replace(
            self,
            words=tuple(dict.fromkeys((*self.words, *words))),
            conditions=tuple(part for part in self.conditions if part not in phrases),
        )


def sentence_of(query: Query, typed: str) -> Sentence | None:
    """Return what was typed as a sentence; None when it is none: nothing in it may be left out then."""
    asked = query.asked
    if asked is None or _SAID.search(typed) or isinstance(asked, Any):
        return None
    parts = asked.parts if isinstance(asked, All) else (asked,)
    words = tuple(part for part in parts if isinstance(part, Word))
    if not words:
        return None
    shouts = typed.isupper()
    kept = tuple(word for word in words if not _is_small(word.text, shouts=shouts))
    if not kept:  # nothing else to look for
        return Sentence(words, tuple(part for part in parts if not isinstance(part, Word)), (), is_question=False)
    return Sentence(
        words=kept,
        conditions=tuple(part for part in parts if not isinstance(part, Word)),
        dropped=tuple(dict.fromkeys(bare(word.text) for word in words if word not in kept)),
        is_question=any(_MARKS.sub("", word.text).lower() in ASKING for word in words if word not in kept),
    )


def is_slip_of_small(word: str) -> bool:
    """Tell whether a word that stands nowhere is most likely a small one with one letter wrong: “realy”, “shoud”."""
    typed = word.lower()
    return any(OSA.distance(typed, small, score_cutoff=1) <= 1 for small in _LONG_SMALL)


def bare(word: str) -> str:
    """Return a word without the marks at its ends."""
    return re.sub(r"^\W+|\W+$", "", word)


def _is_small(text: str, *, shouts: bool) -> bool:
    """Tell whether a word says nothing of what is looked for. IT and WHO in capitals are names."""
    if text.isupper() and len(bare(text)) > 1 and not shouts:
        return False
    word = _MARKS.sub("", text)
    return word in SMALL_ONLY or word.lower() in ASKING | JOINING
