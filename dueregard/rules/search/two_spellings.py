"""Words that British and American English spell differently: “behaviour” and “behavior”, “counsellor” and “counselor”.

Each rule changes one spelling into the other, in both directions. A word that only looks like one of these becomes a
word that no text has, which finds nothing. “-ise” and “-ize” are the table of forms'.
"""

import re
from collections.abc import Callable

# What stands before “-our”: other words (four, hour) keep it.
_OUR = (
    "arm|behavi|cand|clam|col|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|tum"
    "|val|vap|vig"
)
# What stands before an “l” or another letter that only one of the two doubles.
_DOUBLED = (
    r"(?:cance|channe|counci|counse|equa|fue|initia|labe|leve|libe|marve|mode|pane|quarre|riva|signa|tota|trave|tunne)l"
    r"|benefit|bias|focus|kidnap|target|worship"
)
_ENDS = r"(?=(?:able|ation|ations|ed|er|ers|ing|ings|or|ors|ous|ously)$)"
_WORDS = (
    ("enquir", "inquir"),
    ("paed", "ped"),
    ("orthopaed", "orthoped"),
    ("anaesth", "anesth"),
    ("sceptic", "skeptic"),
    ("artefact", "artifact"),
    ("manoeuvre", "maneuver"),
    ("practise", "practice"),
    ("practising", "practicing"),
    ("muslim", "moslem"),
    ("quran", "koran"),
)
_WHOLE = {
    **{f"program{end}": f"programme{end}" for end in ("", "s")},
    **{f"catalog{end}": f"catalogue{end}" for end in ("", "s")},
    **{f"dialog{end}": f"dialogue{end}" for end in ("", "s")},
    "aging": "ageing",
    "gray": "grey",
    "percent": "per cent",
    "mom": "mum",
}
_Change = Callable[[re.Match[str]], str]


def _to(other: str) -> _Change:
    return lambda found: other


def _swapped(with_it: str, without: str) -> _Change:
    """Change what stands in the second group into what it is not: `with_it` when that is there, `without` when not."""
    return lambda found: found[1] + (without if found[2] == with_it else with_it)


_RULES: tuple[tuple[re.Pattern[str], _Change], ...] = (
    (re.compile(rf"^({_OUR})(our|or)"), _swapped("our", "or")),
    (re.compile(rf"^({_DOUBLED}){_ENDS}"), lambda found: found[1] + found[1][-1]),
    (re.compile(rf"^({_DOUBLED})(?<=(.))\2{_ENDS}"), lambda found: found[1]),
    (re.compile(r"^((?:enro|fulfi|disti|insti)l)(l?)(?=(?:s|ment|ments)?$)"), _swapped("l", "")),
    (re.compile(r"^((?:insta|ski|wi)l)(l?)(?=(?:ments?|ful|fully)$)"), _swapped("l", "")),
    (re.compile(r"^(cent|fib|lit|met|theat)(re|er)(?=s?$)"), _swapped("re", "er")),
    (re.compile(r"^(cent)(r|er)(?=ed$)"), _swapped("r", "er")),
    (re.compile(r"^((?:def|lic|off|pret)en)([cs])(?=e)"), _swapped("c", "s")),
    (re.compile(r"^(abridg|acknowledg|judg)(e?)(?=ment)"), _swapped("e", "")),
    *((re.compile(f"^{ours}"), _to(theirs)) for ours, theirs in _WORDS),
    *((re.compile(f"^{theirs}"), _to(ours)) for ours, theirs in _WORDS),
    *((re.compile(f"^{ours}$"), _to(theirs)) for ours, theirs in _WHOLE.items()),
    *((re.compile(f"^{theirs}$"), _to(ours)) for ours, theirs in _WHOLE.items()),
)
_WORD = re.compile(r"[^\W\d_]+")


def spelled_otherwise(word: str) -> str | None:
    """Return the other spelling of a word in small letters; None when it has one spelling."""
    for pattern, change in _RULES:
        found = pattern.match(word)
        if found:
            return change(found) + word[found.end() :]
    return None


def all_otherwise(text: str) -> str:
    """Return a text with each of its words in the other spelling, where there is one; what is changed is in small."""
    return _WORD.sub(lambda found: spelled_otherwise(found.group().lower()) or found.group(), text)
