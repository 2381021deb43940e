"""What OpenDocument files (ODT, ODS, ODP) hide: rows and sheets, changes, comments, notes, versions, names.

Their parts have the same names whatever the kind, so one module asks all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of, thing
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, words
from dueregard.rules.hidden_data.pictures import details_of_picture
from dueregard.rules.hidden_data.sheet_asides import is_telling

_PEOPLE = {"creator", "initial-creator", "printed-by"}
_SAID = {"title", "subject", "description", "keyword", "user-defined"}
_ENOUGH = 8


def hidden_in_open_file(package: Package) -> Iterator[HiddenThing]:
    """Yield what the file hides."""
    tree = package.tree("content.xml")
    yield from _written(tree)
    yield from _sheets(tree, _hidden_styles(tree))
    yield from _slides(tree, _hidden_styles(tree))
    yield from _asides(tree)
    yield from _charts(package)
    yield from _beside(package)


def _hidden_styles(tree: Element | None) -> set[str]:
    return {
        attribute(style, "name")
        for style in every(tree, "style")
        for setting in style
        if isinstance(setting.tag, str)
        and (attribute(setting, "display") in {"none", "false"} or attribute(setting, "visibility") == "hidden")
    } - {""}


def _written(tree: Element | None) -> Iterator[HiddenThing]:
    comments = [words(one) for one in every(tree, "annotation")]
    if comments:
        yield thing("comment", "comments", count=len(comments), sample="; ".join(comments[:_ENOUGH]))
    changes = [words(one) for one in every(tree, "changed-region")]
    if changes:
        yield thing("tracked_change", "changes", count=len(changes), sample="; ".join(changes[:_ENOUGH]))
    marked = [words(one) or attribute(one, "string-value") for one in every(tree, "hidden-text", "hidden-paragraph")]
    styled = _hidden_styles(tree)
    marked += [words(one) for one in every(tree, "span", "p") if attribute(one, "style-name") in styled]
    if marked:
        yield thing("hidden_text", "hidden text", count=len(marked), sample=" ".join(marked[:_ENOUGH]))


def _asides(tree: Element | None) -> Iterator[HiddenThing]:
    """Yield what is said beside pages and cells: hidden sections, descriptions, links, choices, formulas, values."""
    hidden = _hidden_styles(tree)
    sections = [
        words(one)
        for one in every(tree, "section")
        if attribute(one, "display") in {"none", "condition"} or attribute(one, "style-name") in hidden
    ]
    yield from all_of("hidden_text", "hidden sections", sections)
    described = (words(one) for one in every(tree, "title", "desc") if local(one.getparent()) != "annotation")
    yield from all_of("described_text", "descriptions of pictures", described)
    links = [attribute(one, "href") for one in every(tree, "a", "section-source", "table-source", "database-source")]
    yield from all_of("link_target", "links", (one for one in links if not one.startswith("#")))
    yield from all_of("link_tip", "links", (attribute(one, "title") for one in every(tree, "a")))
    conditions = [attribute(one, "condition") for one in every(tree, "content-validation")]
    yield from all_of("choice_list", "lists of choices", (one for one in conditions if is_telling(one)))
    hints = (words(one) for one in every(tree, "help-message", "error-message"))
    yield from all_of("choice_list", "hints", hints)
    offered = (attribute(one, "label") or attribute(one, "value") for one in every(tree, "label", "option", "item"))
    yield from all_of("choice_list", "forms", offered)
    formulas = (attribute(one, "formula").partition(":")[2] for one in every(tree, "table-cell"))
    yield from all_of("formula_words", "formulas", (one for one in formulas if is_telling(one)))
    named = (f"{attribute(one, 'name')}: {attribute(one, 'expression')}" for one in every(tree, "named-expression"))
    telling = (one for one in named if is_telling(one.partition(": ")[2]))
    yield from all_of("name_value", "the workbook’s names", telling)
    variables = (
        f"{attribute(one, 'name')}: {attribute(one, 'string-value') or attribute(one, 'value')}"
        for one in every(tree, "user-field-decl")
    )
    yield from all_of("document_variable", "variables", variables)
    yield from all_of("label", "fields and marks", _labels(tree))


def _labels(tree: Element | None) -> Iterator[str]:
    """Yield the words of fields and marks that are not what they show. Source: OpenDocument 1.3 part 3, 7.7, 7.8."""
    marks = (
        "alphabetical-index-mark",
        "alphabetical-index-mark-start",
        "toc-mark",
        "toc-mark-start",
        "user-index-mark",
    )
    for one in every(tree, "placeholder", "conditional-text", "hidden-text", *marks):
        shown = words(one)
        for name in ("description", "string-value-if-true", "string-value-if-false", "string-value", "key1", "key2"):
            if (said := attribute(one, name)) and said != shown:
                yield said


def _charts(package: Package) -> Iterator[HiddenThing]:
    """Yield what a chart keeps of the cells that it was made from: it is drawn from there, or not at all."""
    cells = {words(one) for one in every(package.tree("content.xml"), "p")}
    for part in package.names("Object", "/content.xml"):
        kept = [words(cell) for table in every(package.tree(part), "table") for cell in every(table, "p")]
        yield from all_of("chart_cache", part, (one for one in kept if one not in cells))


def _sheets(tree: Element | None, hidden: set[str]) -> Iterator[HiddenThing]:
    for number, sheet in enumerate(every(tree, "table"), start=1):
        name = f"sheet {number}, “{attribute(sheet, 'name')}”"
        if attribute(sheet, "style-name") in hidden:
            yield thing("hidden_sheet", name, sample=words(sheet))
        rows: Counter[str] = Counter()
        said: list[str] = []
        for row in every(sheet, "table-row"):
            state = attribute(row, "visibility")
            if state in {"collapse", "filter"} and words(row):
                rows[state] += 1
                said.append(words(row))
        for state, channel in (("collapse", "hidden_rows"), ("filter", "filtered_rows")):
            if rows[state]:
                yield thing(channel, name, count=rows[state], sample="; ".join(said[:_ENOUGH]))
        columns = [
            one for one in every(sheet, "table-column") if attribute(one, "visibility") in {"collapse", "filter"}
        ]
        if columns:
            yield thing("hidden_columns", name, count=len(columns))
    named = [attribute(one, "name") for one in every(tree, "named-range", "named-expression")]
    if named:
        yield thing("named_range", "the workbook’s names", count=len(named), sample=", ".join(named[:_ENOUGH]))
    pivots = list(every(tree, "data-pilot-table"))
    if pivots:
        yield thing("pivot_cache", "summary tables", count=len(pivots))


def _slides(tree: Element | None, hidden: set[str]) -> Iterator[HiddenThing]:
    for number, slide in enumerate(every(tree, "page"), start=1):
        if attribute(slide, "style-name") in hidden:
            yield thing("hidden_slide", f"slide {number}", sample=words(slide), page=number)
        notes = " ".join(words(one) for one in every(slide, "notes"))
        if notes.strip():
            yield thing("notes", f"slide {number}", sample=notes, page=number)


def _beside(package: Package) -> Iterator[HiddenThing]:
    for element in every(package.tree("meta.xml")):
        name, value = local(element), words(element)
        if value and name in _PEOPLE | _SAID:
            yield thing("author" if name in _PEOPLE else "property", f"properties, {name}", sample=value)
    versions = package.names("Versions/")
    if versions:
        yield thing("earlier_version", "versions kept in the file", count=len(versions))
    for part in package.names("Thumbnails/"):
        yield thing("thumbnail", part)
    inside = [part for part in package.names("Object") if not part.startswith("ObjectReplacements")]
    if inside:
        yield thing("embedded_file", inside[0], count=len(inside))
    scripts = [*package.names("Basic/", ".xml"), *package.names("Scripts/")]
    if [part for part in scripts if not part.endswith(("script-lc.xml", "script-lb.xml"))]:
        yield thing("macro", scripts[0], count=len(scripts))
    for part in package.names("Pictures/")[:200]:
        found = details_of_picture(package.read(part))
        if found:
            yield thing("picture_details", part, sample=found)
