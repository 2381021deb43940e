"""Answering a sentence as people type it: what fits best, and what was left out or read as another word.

Where every word is found together, that is the answer, as `search` gives it. Only else are words left out, read as
others that this reader's own texts have, or joined by words of the same meaning; the answer says which.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from dueregard.foundation.search.gateways.interface import Ask, Favour, Hit, Order, Reader, the_index
from dueregard.foundation.search.queries.search import (
    FACET_VALUES,
    Names,
    Results,
    narrow,
    no_names,
    page_of,
    search,
    understood,
)
from dueregard.rules.search.meanings import meanings_of
from dueregard.rules.search.query import All, Any, Node, Not, OneOf, Phrase, Query, Some, Word
from dueregard.rules.search.questions import Sentence, bare, is_slip_of_small, sentence_of
from dueregard.rules.search.senses import Senses, senses_of

MOST_WORDS = 12  # that are looked at one by one: so a search that finds nothing costs a bounded number of looks
SHORTEST_READ = 4  # letters of a word that may be a slip of another
AMONG_OTHERS = 5  # and where other words say what is meant; there, two letters may be wrong in long words alone
LONG = 9
FEW = 3  # hits with which half of the words are not yet enough
FIRST = 1000.0  # of what a search names: before all else
NEXT = 100.0  # less for each that is named after another: more than words can make up for
ADVICE = 2.0  # of what answers people who ask what to do
ADVICE_ASKED = 25.0  # and when they do ask
MEANT = 30.0  # of advice that answers just this sense of the words
ROLE = 15.0  # of advice for somebody like them
NO_OTHER_ROLE = 15.0  # of advice that is not for others alone


@dataclass(frozen=True, slots=True)
class Named:
    """What the words name, the likeliest first, and whether that is all they say."""

    nodes: tuple[Node, ...] = ()
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and how it came from what was typed.

    `without` are words that were not looked for; `instead` words that stand nowhere, each with the one it was read as.
    `is_best`: nothing has all the words in `told`, so every hit says which of them it is missing. `apart` are phrases
    that stand in no page, whose words were looked for one by one.
    """

    results: Results
    without: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    is_best: bool = False
    told: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, how it is narrowed and ordered, and what comes first for them."""

    reader: Reader
    narrowed: Mapping[str, str]
    order: Order = Order.BEST
    page: int = 1
    facets: int = FACET_VALUES
    advice: tuple[str, ...] = ()  # kinds of what answers people who ask what to do
    named: Callable[[tuple[Word, ...], Reader], Named] = lambda words, reader: Named()


def answer(typed: str, asking: Asking, *, names: Names = no_names, is_exact: bool = False) -> Answer:
    """Return what answers this best. Raises: IndexUnavailable"""
    query = understood(typed, asking.reader, names)
    sentence = None if is_exact else sentence_of(query, typed)
    if sentence is None:
        return Answer(
            search(
                typed,
                reader=asking.reader,
                narrowed=asking.narrowed,
                names=names,
                order=asking.order,
                page=asking.page,
                facets=asking.facets,
            )
        )
    senses = senses_of(typed) if asking.advice else Senses()
    apart = tuple(phrase for phrase in sentence.phrases if not _stands(phrase, asking))
    found = _Answering(query, sentence.taken_apart(apart), asking, senses).answer()
    return replace(found, apart=tuple(phrase.text for phrase in apart))


def _stands(phrase: Phrase, asking: Asking) -> bool:
    """Tell whether a phrase stands in anything that this search may find."""
    ask = Ask(narrow(phrase, asking.narrowed), asking.reader, limit=1, with_passages=False)
    return the_index().find(ask).count > 0


def asked_plainly(query: Query, typed: str) -> Node | None:
    """Return what was typed without the words that only make it a sentence: what a feed of it follows."""
    sentence = sentence_of(query, typed)
    return _joined((*sentence.conditions, _all(sentence.words))) if sentence else query.asked


class _Answering:
    """One sentence being answered, from the strictest reading to the loosest."""

    def __init__(self, query: Query, sentence: Sentence, asking: Asking, senses: Senses) -> None:
        self.query, self.sentence, self.asking = query, sentence, asking
        self.named = asking.named(sentence.words, asking.reader)
        self.asks = sentence.is_question or bool(senses)
        self.meant = tuple(self._advice(says) for says in senses.meant)
        self.others = (*self.named.nodes, *self.meant, *([self._advice(*senses.roles)] if senses.roles else ()))
        self.favours = (
            *(Favour(node, FIRST - NEXT * place) for place, node in enumerate(self.named.nodes)),
            *self._favours(senses),
        )
        self.added = self._count_added()

    def _favours(self, senses: Senses) -> Iterator[Favour]:
        if not self.asking.advice:
            return
        advice = OneOf("kind", self.asking.advice)
        yield Favour(advice, ADVICE_ASKED if self.asks else ADVICE)
        yield from (Favour(node, MEANT) for node in self.meant)
        if senses.roles:
            own, of_others = (Any(tuple(map(Phrase, says))) for says in (senses.roles, senses.others))
            yield Favour(All((advice, own)), ROLE)
            yield Favour(All((advice, Any((own, All((advice, Not(of_others))))))), NO_OTHER_ROLE)

    def _advice(self, *says: str) -> Node:
        """Return advice that says one of these among the words it is found by."""
        return All((OneOf("kind", self.asking.advice), Any(tuple(map(Phrase, says)))))

    def _count_added(self) -> int:
        """Return how many things are found whatever else of the words is: what is named, meant, or for such people."""
        if not self.others:
            return 0
        whole = narrow(_joined((*self.sentence.conditions, Any(self.others))), self.asking.narrowed)
        return the_index().find(Ask(whole, self.asking.reader, limit=1, with_passages=False)).count

    def answer(self) -> Answer:
        """Return the first reading that fits."""
        strict = Answer(self._page(_all(self.sentence.words)), self.sentence.dropped)
        if self._fits(strict):
            return strict
        words, instead, unknown = self._known()
        without = (*self.sentence.dropped, *(bare(word.text) for word in unknown))
        if not words:
            if self.sentence.phrases:  # which stand somewhere, though none of the other words does
                return Answer(self._page(), without)
            return replace(strict, without=self.sentence.dropped)
        groups = tuple(_meaning(word) for word in words)
        readings = (*((_all(words),) if instead else ()), All(groups), *_looser(groups))
        chosen = next((asked for asked in readings if self._is_enough(asked)), None)
        if chosen is None:
            return strict
        told = tuple(bare(word.text) for word in words)
        is_best = isinstance(chosen, Some) and len(groups) > 1
        return Answer(self._page(chosen, tells=groups if is_best else ()), without, instead, is_best, told)

    def _fits(self, strict: Answer) -> bool:
        """Tell whether all the words together found what was meant."""
        count = strict.results.found.count
        if not count or (count <= self.added and not self.named.is_all):
            return False
        return not self._wants_advice or self._first(_all(self.sentence.words)).kind in self.asking.advice

    @property
    def _wants_advice(self) -> bool:
        """Somebody who asks what to do gets an answer to that first, or else the body that they name."""
        return bool(self.asks and self.asking.advice) and not (self.named.nodes or self.asking.narrowed)

    def _is_enough(self, asked: Node) -> bool:
        found = the_index().find(replace(self._ask(asked), limit=1, with_passages=False))
        if found.count <= self.added:
            return False
        if isinstance(asked, Some):
            if asked.least == 1:
                return True
            if found.count - self.added <= FEW:
                return False
        return not self._wants_advice or found.hits[0].kind in self.asking.advice

    def _first(self, asked: Node) -> Hit:
        return the_index().find(replace(self._ask(asked), limit=1, with_passages=False)).hits[0]

    def _page(self, *asked: Node, tells: tuple[Node, ...] = ()) -> Results:
        asking, said = self.asking, _joined((*self.sentence.conditions, *asked))
        ask = replace(self._ask(*asked), order=asking.order, facets=asking.facets, tells=tells)
        return page_of(Query(said, self.query.notes), ask, page=asking.page)

    def _ask(self, *asked: Node) -> Ask:
        found = (Any((*asked, *self.others)),) if asked and self.others else asked
        whole = narrow(_joined((*self.sentence.conditions, *found)), self.asking.narrowed)
        return Ask(whole, self.asking.reader, favours=self.favours)

    def _known(self) -> tuple[tuple[Word, ...], tuple[tuple[str, str], ...], tuple[Word, ...]]:
        """Return the words to look for, those read as another, and those that stand nowhere."""
        words: list[Word] = []
        instead: list[tuple[str, str]] = []
        unknown: list[Word] = []
        waiting = list(self.sentence.words[:MOST_WORDS])
        while waiting:
            word = waiting.pop(0)
            if self._is_there(word) or any(self._is_there(Word(other)) for other in meanings_of(_small(word))):
                words.append(word)
            elif waiting and self._is_there(joined := Word(f"{bare(word.text)}{bare(waiting[0].text)}")):
                instead.append((f"{bare(word.text)} {bare(waiting.pop(0).text)}", joined.text))
                words.append(joined)
            elif other := self._slip_of(word):
                instead.append((bare(word.text), other))
                words.append(Word(other))
            else:
                unknown.append(word)
        return tuple(words), tuple(instead), tuple(unknown)

    def _is_there(self, word: Word) -> bool:
        ask = Ask(word, self.asking.reader, limit=1, with_passages=False)
        return the_index().find(ask).count > 0

    def _slip_of(self, word: Word) -> str:
        typed = bare(word.text)
        is_alone = len(self.sentence.words) == 1
        if len(typed) < (SHORTEST_READ if is_alone else AMONG_OTHERS) or not typed.isalpha():
            return ""
        if not is_alone and is_slip_of_small(typed):
            return ""
        allowed = None if is_alone else 1 if len(typed) < LONG else 2
        return next(iter(the_index().words_like(typed, self.asking.reader, allowed)), "")


def _all(words: tuple[Word, ...]) -> Node:
    return words[0] if len(words) == 1 else All(words)


def _joined(parts: tuple[Node, ...]) -> Node:
    flat = tuple(_flat(parts))
    return flat[0] if len(flat) == 1 else All(flat)


def _flat(parts: tuple[Node, ...]) -> Iterator[Node]:
    for part in parts:
        yield from part.parts if isinstance(part, All) else (part,)


def _meaning(word: Word) -> Node:
    others = meanings_of(_small(word))
    return Any((word, *map(Word, others))) if others else word


def _looser(groups: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the readings for which some words may be missing: half of them, then all but one."""
    return tuple(Some(groups, least) for least in dict.fromkeys((-(-len(groups) // 2), 1)))


def _small(word: Word) -> str:
    return bare(word.text).lower().removesuffix("'s").removesuffix("’s")
