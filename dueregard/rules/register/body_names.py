"""How well a typed name matches a public body's names, and why: people write "Leeds uni", "Uni of Manchestr", "LSE".

Leaves finding the bodies worth comparing, and the correction of words against a vocabulary, to `records/bodies`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

STOP_WORDS = frozenset({"the", "of", "and", "in", "at", "for", "a", "y", "de", "upon", "on", "with"})

# What people write, and the word it means. One direction only; names and typed words both pass through it.
SAME_WORD = {
    "uni": "university",
    "unis": "university",
    "univ": "university",
    "universities": "university",
    "varsity": "university",
    "prifysgol": "university",
    "poly": "polytechnic",
    "coll": "college",
    "colleges": "college",
    "coleg": "college",
    "st": "saint",
    "ste": "saint",
    "saints": "saint",
    "sch": "school",
    "schools": "school",
    "ysgol": "school",
    "prim": "primary",
    "gynradd": "primary",
    "inf": "infant",
    "infants": "infant",
    "jun": "junior",
    "juniors": "junior",
    "acad": "academy",
    "hosp": "hospital",
    "hospitals": "hospital",
    "hsc": "health",
    "ft": "trust",
    "cncl": "council",
    "councils": "council",
    "cyngor": "council",
    "corporation": "council",
    "boro": "borough",
    "bc": "council",
    "dc": "council",
    "cbc": "council",
    "mbc": "council",
    "constabulary": "police",
    "heddlu": "police",
    "cops": "police",
    "dept": "department",
    "sixthform": "sixth",
    "6th": "sixth",
    "cofe": "ce",
    "gtr": "greater",
    "ctr": "centre",
    "center": "centre",
    "tech": "technology",
    "tec": "technology",
    "soton": "southampton",
    "brum": "birmingham",
    "mids": "midlands",
    "notts": "nottinghamshire",
    "herts": "hertfordshire",
    "beds": "bedfordshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "lancs": "lancashire",
    "lincs": "lincolnshire",
    "leics": "leicestershire",
    "northants": "northamptonshire",
    "staffs": "staffordshire",
    "worcs": "worcestershire",
    "wilts": "wiltshire",
    "glos": "gloucestershire",
    "hants": "hampshire",
    "salop": "shropshire",
    "yorks": "yorkshire",
    "oxon": "oxfordshire",
    "berks": "berkshire",
    "w": "west",
    "e": "east",
}
# Words that say what sort of body it is rather than which one.
_SORTS = """
university college school academy primary infant junior secondary high grammar nursery sixth form council
borough district county city metropolitan unitary authority combined royal nhs foundation trust hospital
health teaching care board police force community national group institute department office further education
higher special saint ce rc catholic church england commissioner crime services service local centre
"""
WEAK_WORDS = frozenset(_SORTS.split())
_WEAK = 0.3
_FEWEST_INITIALS = 3
_NEAR = 0.72  # below this, one word is not a misspelling of the other

_PHRASES = [
    (re.compile(r"\bc of e\b|\bchurch of england\b"), "ce"),
    (re.compile(r"\broman catholic\b"), "rc"),
    (re.compile(r"\bfe college\b|\bfurther ed college\b"), "college"),
    (re.compile(r"\bhigher ed\b"), "higher education"),
]
_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Return the text in small letters without accents, apostrophes and punctuation, `&` written out."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _APOSTROPHES.sub("", plain.replace("&", " and "))
    plain = _NOT_WORD.sub(" ", plain).strip()
    for pattern, instead in _PHRASES:
        plain = pattern.sub(instead, plain)
    return plain


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words that count, in order, each in the one form used to compare it."""
    words = [SAME_WORD.get(word, word) for word in normalise(text).split()]
    kept = [word[:60] for word in words if word not in STOP_WORDS]
    return tuple(dict.fromkeys(kept or [word[:60] for word in words]))


def index_words(names: Iterable[str]) -> frozenset[str]:
    """Return every word that finds a body with these names."""
    return frozenset(word for name in names for word in words_of(name))


def initials_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the initials by which bodies with these names may be called: “UCL”. Of two words they say too little."""
    lettered = [[word[0] for word in normalise(name).split() if word not in STOP_WORDS] for name in names]
    found = ("".join(letters) for letters in lettered if len(letters) >= _FEWEST_INITIALS)
    return tuple(dict.fromkeys(letters for letters in found if letters.isalpha()))


def is_weak(word: str) -> bool:
    """Whether the word says what sort of body it is rather than which one."""
    return word in WEAK_WORDS


def nearness(typed: str, word: str, *, may_be_begun: bool = False) -> float:
    """Return 1 for the same word, less for a beginning of it or a misspelling, 0 for another word."""
    if typed == word:
        return 1.0
    if may_be_begun and word.startswith(typed):
        return 0.8 + 0.2 * len(typed) / len(word)
    if min(len(typed), len(word)) < 4 or (typed[0] != word[0] and len(typed) < 6):
        return 0.0
    near = OSA.normalized_similarity(typed, word)
    return near * 0.95 if near >= _NEAR else 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a typed name matches one name: 0 to 100, with the reason in words for anyone who wonders."""

    score: float
    because: str


def fit(typed: str, name: str) -> Fit:
    """Compare a typed name with one name of a body. The last typed word may be unfinished."""
    wanted, offered = words_of(typed), words_of(name)
    if not wanted or not offered:
        return Fit(0.0, "nothing to compare")
    if normalise(typed) == normalise(name):
        return Fit(100.0, "the same name")
    found, hit, misspelt, missing = _pair(wanted, offered)
    asked = sum(map(_weight, wanted))
    had = sum(map(_weight, offered))
    score = 99.0 * (0.72 * found / asked + 0.28 * hit / had)
    return Fit(round(score, 2), _because(misspelt, missing, len(offered) - len(wanted)))


def best_fit(typed: str, names: Sequence[str]) -> tuple[Fit, int]:
    """Return the best match among several names and the position of that name in the list."""
    fits = [(fit(typed, name), place) for place, name in enumerate(names)]
    return max(fits, key=lambda pair: (pair[0].score, -pair[1]))


def _weight(word: str) -> float:
    return _WEAK if word in WEAK_WORDS else 1.0


def _pair(wanted: tuple[str, ...], offered: tuple[str, ...]) -> tuple[float, float, list[str], list[str]]:
    """Match each typed word to the nearest word of the name that is still free."""
    free = list(offered)
    found = hit = 0.0
    misspelt: list[str] = []
    missing: list[str] = []
    for place, word in enumerate(wanted):
        begun = place == len(wanted) - 1
        near, best = max(((nearness(word, other, may_be_begun=begun), other) for other in free), default=(0.0, ""))
        if near == 0.0:
            missing.append(word)
            continue
        free.remove(best)
        found += near * _weight(best if near == 1.0 or begun else word)
        hit += near * _weight(best)
        if near < 1.0 and not best.startswith(word):
            misspelt.append(f"{word} read as {best}")
    return found, hit, misspelt, missing


def _because(misspelt: list[str], missing: list[str], more: int) -> str:
    parts = ["all words found" if not missing else f"not in the name: {', '.join(missing)}"]
    parts += misspelt
    if more > 0:
        parts.append("the name has more words")
    return "; ".join(parts)
