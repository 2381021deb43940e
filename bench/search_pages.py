"""The pages that the search bench is run on, and the searches of each class, the same for every engine.

A page is stretches of this project's own texts among words of a long tail; it belongs to a group and may be public.
"""

import random
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).parents[1]
GROUPS = 20
MINE = ("g1", "g2", "g3")
A_STRETCH = 17  # words: six in ten of the project's own, the rest of the tail
SAMPLE = 3000  # pages from which searches are made
SYLLABLES = ["ba", "co", "di", "fu", "ge", "ha", "jo", "ki", "lu", "me", "na", "po", "ra", "ster", "ton", "ley", "ham"]

Ways = Mapping[str, list[list[str]]]


def write_pages(path: Path, count: int, length: int) -> None:
    """Write so many pages of about so many words, one a line."""
    chance = random.Random(2026)
    texts = " ".join(file.read_text() for file in sorted((ROOT / "packs").rglob("*.md")))
    words = re.findall(r"[a-z]{2,}", texts.lower())
    tail = ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) for _ in range(40_000)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(tail))))
    stretches = max(round(length / A_STRETCH), 1)
    own = round(length * 0.6 / stretches)
    rare = -(-(length - own * stretches) // stretches)
    with path.open("w") as file:
        for _ in range(count):
            seldom = chance.choices(tail, cum_weights=weights, k=rare * stretches)
            text = ""
            for place in range(stretches):
                start = chance.randrange(len(words) - own)
                text += " ".join([*words[start : start + own], *seldom[place * rare : place * rare + rare]]) + ". "
            file.write(f"g{chance.randrange(GROUPS)}\t{int(chance.random() < 0.4)}\t{text.rstrip()}\n")


def read_pages(path: Path, count: int) -> Iterator[tuple[int, str, bool, str]]:
    """Yield number, group, whether everybody may find it, and text, of the first so many pages."""
    with path.open() as file:
        for number, line in enumerate(file):
            if number == count:
                return
            group, is_public, text = line.rstrip("\n").split("\t")
            yield number, group, is_public == "1", text


def make_searches(path: Path, a_class: int) -> Ways:
    """Return so many searches of each class, made of words as often as they stand in a sample of the pages."""
    chance = random.Random(7)
    sample = [text.replace(".", "").split() for _, _, _, text in read_pages(path, SAMPLE)]
    counted: dict[str, int] = {}
    for words in sample:
        for word in set(words):
            counted[word] = counted.get(word, 0) + 1
    common = sorted(word for word, count in counted.items() if 0.02 < count / len(sample) < 0.2 and len(word) > 3)
    starts = sorted({word[:4] for word in counted if len(word) > 5})
    return {
        "common term": [[chance.choice(common)] for _ in range(a_class)],
        "phrase": [chance.choice(sample)[:2] for _ in range(a_class)],
        "both words": [[chance.choice(common), chance.choice(common)] for _ in range(a_class)],
        "either, not the third": [[chance.choice(common) for _ in range(3)] for _ in range(a_class)],
        "beginning of four letters": [[chance.choice(starts)] for _ in range(a_class)],
    }


def typed(way: str, words: list[str]) -> str:
    """Return a search as a person types it."""
    match way:
        case "phrase":
            return f'"{" ".join(words)}"'
        case "either, not the third":
            return f"({words[0]} OR {words[1]}) -{words[2]}"
        case "beginning of four letters":
            return f"{words[0]}*"
        case _:
            return " ".join(words)
