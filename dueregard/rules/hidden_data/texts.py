"""What a Word file (DOCX, DOCM) hides: comments, tracked changes, hidden and pale text, variables.

Sources of data that only a form or a mail merge uses count too: they travel with the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of, thing
from dueregard.rules.hidden_data.office import in_common
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, words

_CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
_OFF = {"0", "false", "off"}
_TINIEST_HALF_POINTS = 4
_ENOUGH_SAMPLES = 8


def hidden_in_text(package: Package) -> Iterator[HiddenThing]:
    """Yield what the text hides."""
    styles = hidden_styles(package.tree("word/styles.xml"))
    for part in _stories(package):
        tree = package.tree(part)
        yield from _changes(part, tree)
        yield from _unseen_runs(part, tree, styles)
    for part in package.names("word/comments", ".xml"):
        said = list(every(package.tree(part), "comment"))
        if said:
            yield thing(
                "comment", part, count=len(said), sample="; ".join(words(one) for one in said[:_ENOUGH_SAMPLES])
            )
            yield from _people("authors of comments", said)
    yield from _settings(package)
    for part in package.names("word/people", ".xml"):
        yield from _people(part, list(every(package.tree(part), "person")))
    for part in package.names("word/glossary/document", ".xml"):
        yield from all_of("hidden_text", "building blocks", (words(one) for one in every(package.tree(part), "p")))
    yield from in_common(package)


def _stories(package: Package) -> list[str]:
    starts = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
    return [part for part in package.names("word/", ".xml") if part.startswith(starts)]


def _changes(part: str, tree: Element | None) -> Iterator[HiddenThing]:
    found = list(every(tree, *_CHANGES))
    if not found:
        return
    gone = [words(one) for one in found if local(one) in {"del", "moveFrom"}]
    sample = "; ".join(one for one in gone[:_ENOUGH_SAMPLES] if one)
    yield thing("tracked_change", part, count=len(found), sample=sample)
    yield from _people("authors of tracked changes", found)


def _people(where: str, elements: list[Element]) -> Iterator[HiddenThing]:
    names = dict.fromkeys(name for one in elements if (name := attribute(one, "author")))
    if names:
        yield thing("author", where, count=len(names), sample=", ".join(names))


def _unseen_runs(part: str, tree: Element | None, styles: set[str]) -> Iterator[HiddenThing]:
    hidden, pale = [], []
    for run in every(tree, "r"):
        said = words(run)
        if not said:
            continue
        if is_hidden_run(run, styles):
            hidden.append(said)
        elif is_pale_run(run):
            pale.append(said)
    if hidden:
        yield thing("hidden_text", part, count=len(hidden), sample=" ".join(hidden[:_ENOUGH_SAMPLES]))
    if pale:
        yield thing("pale_text", part, count=len(pale), sample=" ".join(pale[:_ENOUGH_SAMPLES]))


def is_hidden_run(run: Element, styles: set[str]) -> bool:
    """Tell whether a run of letters is marked as hidden, itself or by its style."""
    return _is_on(next(every(run, "rPr"), None), "vanish") or bool(_style(run) & styles)


def is_pale_run(run: Element) -> bool:
    """Tell whether a run of letters is white on nothing, or too small to be read."""
    return _is_pale(next(every(run, "rPr"), None))


def _is_on(setting: Element | None, name: str) -> bool:
    return any(attribute(one, "val").lower() not in _OFF for one in every(setting, name))


def _style(run: Element) -> set[str]:
    found = {attribute(one, "val") for one in every(run, "rStyle")}
    paragraph = run.getparent()
    if paragraph is not None and local(paragraph) == "p":
        found |= {attribute(one, "val") for one in every(paragraph, "pStyle")}
    return found - {""}


def _is_pale(setting: Element | None) -> bool:
    white = any(attribute(one, "val").upper() == "FFFFFF" for one in every(setting, "color"))
    shaded = any(attribute(one, "fill").upper() not in {"", "AUTO", "FFFFFF"} for one in every(setting, "shd"))
    shaded = shaded or any(attribute(one, "val") not in {"", "none", "white"} for one in every(setting, "highlight"))
    sizes = [attribute(one, "val") for one in every(setting, "sz")]
    tiny = any(size.isdigit() and len(size) < 6 and int(size) <= _TINIEST_HALF_POINTS for size in sizes)
    return tiny or (white and not shaded)


def hidden_styles(styles: Element | None) -> set[str]:
    """Return the names of styles that hide their letters."""
    return {attribute(one, "styleId") for one in every(styles, "style") if _is_on(one, "vanish")} - {""}


def _settings(package: Package) -> Iterator[HiddenThing]:
    settings = package.tree("word/settings.xml")
    variables = list(every(settings, "docVar"))
    if variables:
        sample = "; ".join(f"{attribute(one, 'name')}: {attribute(one, 'val')}" for one in variables[:_ENOUGH_SAMPLES])
        yield thing("document_variable", "word/settings.xml", count=len(variables), sample=sample)
    for merge in every(settings, "mailMerge"):
        said = [attribute(one, "val") for one in every(merge, "connectString", "query")]
        yield thing("connection", "mail merge", sample="; ".join(said))
