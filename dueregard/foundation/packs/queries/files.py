"""Gives what is in use of an installed pack as the files of a pack: with a group's edits, ready for another site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from dueregard.foundation.packs.models import Pack, PackText
from dueregard.rules.packs.fork import forked_description, forked_section
from dueregard.rules.packs.shape import with_dates
from dueregard.rules.packs.shelves import BY_KIND, SHELVES
from dueregard.rules.text.toml_text import to_toml

FOLDERS = {shelf.kind: folder for folder, shelf in SHELVES.items()}
# What a stranger may take along: texts that the site shows to everybody.
PUBLIC = frozenset({"section", "contact", "network", "principle", "figures", "question"})
README = """# {name}

A campaign pack: plain text that a site reads with `dueregard pack install`. Licence {licence}: you may copy it, change
it and pass it on, if you say where it came from and keep the licence. Each section of the guide says in `ancestry` what
it is based on.

Nothing here is legal advice.
"""


def files_of(pack: Pack) -> dict[str, str]:
    """Return every file of the pack by its path. Two queries."""
    return _files(pack.description, list(pack.texts.in_use()))


def forked_files(
    pack: Pack, *, name: str, title: str, on: date, home: str = "", kinds: Collection[str] = tuple(BY_KIND)
) -> dict[str, str]:
    """Return the files of a copy with an id and a name of its own. `home` is where the guide is read."""
    texts = list(pack.texts.in_use().filter(kind__in=list(kinds)))
    for text in texts:
        if text.kind == "section":
            url = f"{home}{text.meta.get('translates', text.slug)}/" if home else ""
            text.meta = forked_section(text.meta, text.text, pack.description, url=url, taken_on=on)
    return _files(forked_description(pack.description, name=name, title=title, url=home), texts)


def file_of(text: PackText) -> str:
    """Return one text as its file has it."""
    if BY_KIND[text.kind].is_table:
        return text.text
    front = to_toml(with_dates(text.meta, BY_KIND[text.kind].shape))
    return f"+++\n{front}+++\n\n{text.text}"


def _files(description: dict[str, object], texts: list[PackText]) -> dict[str, str]:
    files = {f"{FOLDERS[text.kind]}/{text.slug}{_ending(text.kind)}": file_of(text) for text in texts}
    files["pack.toml"] = to_toml(description)
    files["README.md"] = README.format(name=description["name"], licence=description["licence"])
    return files


def _ending(kind: str) -> str:
    return ".toml" if BY_KIND[kind].is_table else ".md"
