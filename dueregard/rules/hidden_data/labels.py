"""Words by which an Office file calls or filters its parts, that no page shows: labels of controls, bookmarks, slicers.

Source: ECMA-376 part 1, 17.5.2 (content controls), 17.13.6 (bookmarks), 18.3.2 (filters), 18.5 (tables), 19.3 (tags);
MS-XLSX 2.6.74 (slicers), 2.6.170 (timelines); MS-PPTX 2.4.15 (sections).
"""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.rules.hidden_data.packages import Element, attribute, every, local, words

# Each element with the attributes that are words, and the element above where others have the same name.
_WORDS = {
    "alias": (("val",), "sdtPr"),
    "tag": (("val", "name"), ""),
    "bookmarkStart": (("name",), ""),
    "filter": (("val",), "filters"),
    "customFilter": (("val",), ""),
    "tableColumn": (("totalsRowLabel",), ""),
    "slicer": (("caption",), ""),
    "slicerCacheDefinition": (("sourceName", "name"), ""),
    "timeline": (("caption",), ""),
    "timelineCacheDefinition": (("sourceName", "name"), ""),
    "section": (("name",), "sectionLst"),
}
_OF_PROGRAMS = ("_", "OLE_LINK")  # names that programs give by themselves
_OF_LETTERS = " Char"  # Word's own second half of a style of paragraphs


def labels(tree: Element) -> Iterator[str]:
    """Yield the words by which parts are called or filtered."""
    for one in every(tree, *_WORDS):
        names, above = _WORDS[local(one)]
        if above and (one.getparent() is None or local(one.getparent()) != above):
            continue
        yield from filter(_is_telling, (attribute(one, name) for name in names))
    for style in every(tree, "style"):
        if attribute(style, "customStyle") in {"1", "true", "on"}:
            yield from filter(_is_telling, (attribute(one, "val") for one in every(style, "name")))
    if local(tree) == "handoutMaster":
        yield from filter(_is_telling, (words(one) for one in every(tree, "t")))


def _is_telling(said: str) -> bool:
    return not said.startswith(_OF_PROGRAMS) and not said.endswith(_OF_LETTERS) and any(sign.isalpha() for sign in said)
