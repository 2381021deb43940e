"""Reads installed texts for those who use them: request templates, letters, arguments, and the pack's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.foundation.packs.models import Pack, PackText
from dueregard.rules.casework.wording import PLACEHOLDERS, LetterTemplate, unfold
from dueregard.rules.packs.shape import parse_citation, words_of
from dueregard.rules.packs.shelves import SHELVES


class NoSuchLetter(LookupError):
    """No installed pack has a letter for this step under this law; installing the shipped pack brings one."""


def request_templates(kind: str | None = None, nation: str | None = None) -> list[PackText]:
    """Return the request templates in their order; with a kind of body or a nation, those meant for it."""
    texts = PackText.objects.in_use().filter(kind="request").select_related("pack")
    return [text for text in texts if _is_for(text, "for_kinds", kind) and _is_for(text, "nations", nation)]


def text_by_reference(reference: str) -> PackText | None:
    """Return the text a record remembers as `pack/kind/slug`; None when it has gone."""
    pack, _, rest = reference.partition("/")
    kind, _, slug = rest.partition("/")
    return PackText.objects.filter(pack_id=pack, kind=kind, slug=slug).select_related("pack").first()


def texts_of(kind: str) -> list[PackText]:
    """Return the texts of one shelf that are in use, in their order; of all installed packs. One query."""
    return list(PackText.objects.in_use().filter(kind=kind).select_related("pack"))


def letter_template(law: str, step: str) -> PackText:
    """Return the letter for a step under a law; of several packs, the one installed last. Raises: NoSuchLetter"""
    letters = PackText.objects.in_use().filter(kind="letter").select_related("pack")
    for letter in letters.order_by("-pack__installed_at", "order", "slug"):
        if letter.meta["step"] == step and law in letter.meta["laws"]:
            return letter
    raise NoSuchLetter(f"No installed pack has a letter for “{step}” under {law}.")


def grounds(law: str, sections: Iterable[str] = ()) -> list[PackText]:
    """Return the arguments against refusals under a law; with sections (`24`, `31(1)`), those that answer them."""
    wanted = [_main_number(section) for section in sections]
    found = []
    for text in PackText.objects.in_use().filter(kind="ground").select_related("pack"):
        cited = [citation for cite in text.meta["cites"] if (citation := parse_citation(cite))]
        numbers = {_main_number(section) for cited_law, section in cited if cited_law == law}
        if numbers and (not wanted or numbers & set(wanted)):
            found.append(text)
    return found


def template_of(text: PackText) -> LetterTemplate:
    """Return the text as a template for `fill_letter`: its subject, and its lines joined into paragraphs."""
    return LetterTemplate(subject=text.meta.get("subject", ""), text=unfold(text.text))


def words_for(nation: str = "") -> dict[str, str]:
    """Return the placeholders that the installed packs bring themselves, as they read for a nation."""
    words: dict[str, str] = {}
    for pack in Pack.objects.order_by("installed_at"):
        words |= words_of(pack.description.get("words", {}), nation)
    return words


@dataclass(frozen=True, slots=True)
class Shelf:
    """The texts of one kind, for the page of the pack."""

    title: str
    texts: tuple[PackText, ...]


@dataclass(frozen=True, slots=True)
class PackPage:
    """Everything that is installed."""

    packs: tuple[Pack, ...]
    shelves: tuple[Shelf, ...]
    proposals: tuple[PackText, ...]


def pack_page() -> PackPage:
    """Return what an administrator sees of the installed packs, in three queries."""
    texts = list(PackText.objects.in_use().select_related("pack", "edited_by"))
    shelves = (Shelf(one.title, tuple(text for text in texts if text.kind == one.kind)) for one in SHELVES.values())
    return PackPage(
        packs=tuple(Pack.objects.select_related("installed_by")),
        shelves=tuple(shelf for shelf in shelves if shelf.texts),
        proposals=tuple(text for text in texts if text.has_proposal),
    )


def placeholders(text: PackText) -> list[tuple[str, str]]:
    """Return what may stand in braces in this text, with what it becomes; the pack's own words come last."""
    own = words_of(text.pack.description.get("words", {}))
    return [*PLACEHOLDERS.items(), *own.items()]


def _is_for(text: PackText, key: str, code: str | None) -> bool:
    return code is None or key not in text.meta or code in text.meta[key]


def _main_number(section: str) -> str:
    """Return the section without its subsections: an argument against 31(1)(a) answers 31."""
    return section.removeprefix("s.").strip().partition("(")[0]
