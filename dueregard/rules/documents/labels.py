"""Decides what is known of a document from everybody who gave it. Pure.

Labels are facets, each a name and a list of words: {"case": [id], "reference": [number], "exemption": ["section 24"]}.
"""

from collections.abc import Iterable, Mapping, Sequence

Labels = Mapping[str, Sequence[str]]
MOST_WORDS = 100  # of one facet; a file that a thousand cases share is found by its text


def union(several: Iterable[Labels]) -> dict[str, list[str]]:
    """Return every word that any of them says, once each, in the order in which they were first said."""
    found: dict[str, dict[str, None]] = {}
    for labels in several:
        for facet, words in labels.items():
            found.setdefault(facet, {}).update(dict.fromkeys(words))
    return {facet: list(words)[:MOST_WORDS] for facet, words in sorted(found.items()) if words}
