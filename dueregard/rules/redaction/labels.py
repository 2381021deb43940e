"""Puts a label for each black box into the words of a copy's page, in their order.

So whoever finds, cites or hears the page learns that the group took something out, and where.
"""

from collections.abc import Iterable, Sequence

from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.marks import Rectangle
from dueregard.rules.redaction.reasons import label_of


def with_labels(words: Sequence[Word], covered: Iterable[Rectangle]) -> list[Word]:
    """Return the words with a label where each rectangle lies; of rectangles one over another the first is labelled."""
    told = list(words)
    labelled: list[Rectangle] = []
    for one in covered:
        if any(_lies_in(one, other) for other in labelled):
            continue
        labelled.append(one)
        told.insert(_place(told, one), Word(label_of(one.reason), one.left, one.top, one.right, one.bottom))
    return told


def _place(words: Sequence[Word], box: Rectangle) -> int:
    """Return before which word a box is read: behind the last word of its line that ends before it."""
    behind = [number for number, word in enumerate(words) if _same_line(word, box) and word.left < box.left]
    if behind:
        return behind[-1] + 1
    ahead = [number for number, word in enumerate(words) if _same_line(word, box)]
    if ahead:
        return ahead[0]
    above = [number for number, word in enumerate(words) if word.bottom <= box.top]
    return above[-1] + 1 if above else 0


def _same_line(word: Word, box: Rectangle) -> bool:
    return box.top <= (word.top + word.bottom) / 2 <= box.bottom


def _lies_in(box: Rectangle, other: Rectangle) -> bool:
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return other.left <= middle[0] <= other.right and other.top <= middle[1] <= other.bottom
