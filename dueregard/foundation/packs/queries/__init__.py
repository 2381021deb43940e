"""Reads installed texts for those who use them: request templates, letters, arguments, and the pack's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.foundation.packs.models import Pack, PackText
from dueregard.rules.casework.wording import PLACEHOLDERS, LetterTemplate, unfold
from dueregard.rules.law.laws import Law
from dueregard.rules.law.sections import Citation, read_all
from dueregard.rules.letters.wording import PLACEHOLDERS as TAKEN_AWAY
from dueregard.rules.packs.shape import parse_citation, words_of
from dueregard.rules.packs.shelves import BY_KIND, SHELVES


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
    """Return the arguments against refusals under a law; with sections (`24`, `s.31(1)`), those that answer them.

    An argument against 31 answers 31(1)(a); one against 24(2) does not answer 24(1).
    """
    typed = list(sections)
    wanted = read_all(typed, Law(law))
    texts = texts_of("ground")
    if typed:
        return [text for text in texts if any(one.meets(other) for one in _answered_by(text) for other in wanted)]
    return [text for text in texts if any(one.law == law for one in _answered_by(text))]


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
    known = TAKEN_AWAY if BY_KIND[text.kind].is_taken_away else PLACEHOLDERS
    return [*known.items(), *own.items()]


def _is_for(text: PackText, key: str, code: str | None) -> bool:
    return code is None or key not in text.meta or code in text.meta[key]


def _answered_by(ground: PackText) -> list[Citation]:
    """Return the sections that an argument answers."""
    return [Citation(*citation) for cite in ground.meta["cites"] if (citation := parse_citation(cite))]
