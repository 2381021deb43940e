"""Finds the sections that make up this site's guide, in their order, and their versions.

Of several packs with sections the one installed last is the guide; one that another was copied from yields to that.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from dueregard.foundation.packs.models import Pack
from dueregard.parts.guide.models import Revision
from dueregard.rules.guide.passage_ids import Numbered
from dueregard.rules.guide.text import read_passages


def sections_there() -> QuerySet[Revision]:
    """Return all sections that readers see."""
    return Revision.objects.current()


def current_sections() -> list[Revision]:
    """Return the sections readers see, in order, without translations. One query."""
    return [one for one in _of_one_pack(_current()) if "translates" not in one.meta]


def whole_edition() -> list[Revision]:
    """Return the sections and their translations. One query."""
    return _of_one_pack(_current())


def section_by_slug(slug: str) -> Revision:
    """Return the version of a section readers see. One query. Raises: Http404"""
    for one in current_sections():
        if one.section.slug == slug:
            return one
    raise Http404


def section_to_edit(slug: str) -> Revision:
    """Return a section or a translation by the name of its own text. One query. Raises: Http404"""
    for one in whole_edition():
        if one.section.slug == slug:
            return one
    raise Http404


def translations_of(section: Revision, every: list[Revision]) -> list[Revision]:
    """Return the translations of a section among these versions, by language."""
    found = [one for one in every if one.meta.get("translates") == section.section.slug]
    return sorted(found, key=lambda one: one.meta.get("language", ""))


def edition_of(sections: list[Revision]) -> str:
    """Return the name of the guide as it stands: the instant of its newest version (UTC), the same on every print."""
    newest = max((one.at for one in sections), default=None)
    return newest.strftime("%Y%m%dT%H%M%S") if newest else ""


def numbered(revision: Revision) -> list[Numbered]:
    """Return a version's passages as ids and words, for a comparison."""
    passages = read_passages(revision.text)
    return [Numbered(name, one.words) for name, one in zip(revision.passages, passages, strict=True)]


def _current() -> list[Revision]:
    return list(Revision.objects.current().select_related("section__pack").order_by("section__order", "section__slug"))


def _of_one_pack(revisions: list[Revision]) -> list[Revision]:
    packs: dict[str, Pack] = {one.section.pack_id: one.section.pack for one in revisions}
    copied = {
        ancestor["id"]
        for pack in packs.values()
        for ancestor in pack.description.get("ancestry", [])
        if ancestor["id"] != pack.pk
    }
    choice = [pack for name, pack in packs.items() if name not in copied] or list(packs.values())
    if not choice:
        return []
    chosen = max(choice, key=lambda pack: (pack.installed_at, pack.pk))
    return [one for one in revisions if one.section.pack_id == chosen.pk]
