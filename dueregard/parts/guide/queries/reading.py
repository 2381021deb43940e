"""What a reader sees of the guide: the list of its sections, and one section with its facts, its age and its tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dueregard.parts.guide.models import PrintFile, Revision
from dueregard.parts.guide.queries.printing import prints_of
from dueregard.parts.guide.queries.sections import edition_of, translations_of, whole_edition
from dueregard.rules.guide.html import FactMark, to_html
from dueregard.rules.guide.text import facts_in_order, read_passages


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list."""

    href: str
    title: str
    summary: str
    review_by: date
    is_overdue: bool
    language: str = ""  # where it is another than that of the list


@dataclass(frozen=True, slots=True)
class GuideIndex:
    """The list of sections."""

    sections: tuple[SectionLine, ...]
    licence: str
    version: str
    reviewed_on: date | None  # the earliest day on which any section was looked over
    prints: tuple[PrintFile, ...]
    is_printing: bool  # the forms of the present edition are still being made
    language: str = ""  # of a translated list
    direction: str = "ltr"
    languages: tuple[tuple[str, str], ...] = ()  # in which any section can be read, with the address of the list


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its source, as the list below a section shows it."""

    number: int
    anchor: str
    says: str
    source: str
    url: str
    on: date | None
    checked_on: date
    sure: str


@dataclass(frozen=True, slots=True)
class Tool:
    """The page that does what the section advises; without `href`, what to do without one."""

    words: str
    href: str
    without: str


@dataclass(frozen=True, slots=True)
class Ancestor:
    """Where a section came from."""

    title: str
    credit: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section."""

    revision: Revision
    slug: str
    language: str
    direction: str
    title: str  # on the page
    window_title: str  # in the browser's history
    summary: str
    html: SafeString
    facts: tuple[Fact, ...]
    tools: tuple[Tool, ...]
    changed: tuple[str, ...]
    is_for_danger: bool
    reviewed_on: date
    review_by: date
    is_overdue: bool
    ancestry: tuple[Ancestor, ...]
    credit: tuple[str, ...]
    licence: str
    before: SectionLine | None
    after: SectionLine | None
    translations: tuple[tuple[str, str], ...]  # language, address


def guide_index(today: date, language: str = "") -> GuideIndex | None:
    """Return the list, translated as far as sections are; None for a language in which there is none. Two queries."""
    every = whole_edition()
    sections = [one for one in every if "translates" not in one.meta]
    languages = sorted({one.meta.get("language", "") for one in every if "translates" in one.meta})
    if language and language not in languages:
        return None
    pack = sections[0].section.pack if sections else None
    prints = tuple(prints_of(edition_of(sections)))
    return GuideIndex(
        sections=tuple(_line_in(language, one, every, today) for one in sections),
        licence=pack.licence if pack else "",
        version=pack.version if pack else "",
        reviewed_on=min((one.reviewed_on for one in sections), default=None),
        prints=prints,
        is_printing=len(prints) < len(PrintFile.Form),
        language=language,
        direction=direction_of(language),
        languages=tuple((code, reverse("guide:index_in", args=[code])) for code in languages if code != language),
    )


def _line_in(language: str, section: Revision, every: list[Revision], today: date) -> SectionLine:
    if not language:
        return section_line(section, today)
    translated = [one for one in translations_of(section, every) if one.meta.get("language") == language]
    if not translated:
        return replace(section_line(section, today), language=section.section.pack.language)
    href = reverse("guide:translation", args=[section.section.slug, language])
    return replace(section_line(translated[0], today), href=href)


def section_page(slug: str, today: date) -> SectionPage | None:
    """Return a section as readers see it; None when there is none of this name. One query."""
    every = whole_edition()
    sections = [one for one in every if "translates" not in one.meta]
    at = next((at for at, one in enumerate(sections) if one.section.slug == slug), None)
    if at is None:
        return None
    around = (sections[at - 1] if at else None, sections[at + 1] if at + 1 < len(sections) else None)
    before, after = (section_line(one, today) if one else None for one in around)
    others = tuple(
        (one.meta.get("language", ""), reverse("guide:translation", args=[slug, one.meta.get("language", "")]))
        for one in translations_of(sections[at], every)
    )
    return page_of(sections[at], today, before=before, after=after, translations=others)


def page_of(
    revision: Revision,
    today: date,
    *,
    before: SectionLine | None = None,
    after: SectionLine | None = None,
    translations: tuple[tuple[str, str], ...] = (),
) -> SectionPage:
    """Return any version as a page, also an old one."""
    meta, section = revision.meta, revision.section
    language = meta.get("language") or section.pack.language
    return SectionPage(
        revision=revision,
        slug=meta.get("translates") or section.slug,
        language=language,
        direction=direction_of(language),
        title=revision.title,
        window_title=meta.get("neutral_title") or revision.title,
        summary=meta["summary"],
        html=html_of(revision),
        facts=facts_of(revision),
        tools=tools_of(meta),
        changed=tuple(meta.get("changed", ())),
        is_for_danger=bool(meta.get("is_for_danger")),
        reviewed_on=revision.reviewed_on,
        review_by=revision.review_by,
        is_overdue=revision.review_by < today,
        ancestry=tuple(
            Ancestor(one["title"], ", ".join(one["credit"]), one["licence"], one.get("url", ""))
            for one in meta.get("ancestry", ())
        ),
        credit=tuple(meta.get("credit") or section.pack.description.get("credit", ())),
        licence=section.pack.licence,
        before=before,
        after=after,
        translations=translations,
    )


def section_line(revision: Revision, today: date) -> SectionLine:
    """Return a section as the list shows it."""
    return SectionLine(
        revision.get_absolute_url(),
        revision.title,
        revision.meta["summary"],
        revision.review_by,
        revision.review_by < today,
    )


def html_of(revision: Revision) -> SafeString:
    """Return the passages as HTML; every word in it has been escaped by the rule."""
    passages = read_passages(revision.text)
    return mark_safe(to_html(passages, revision.passages, fact_marks(revision), section_address))  # noqa: S308


def fact_marks(revision: Revision) -> dict[str, FactMark]:
    """Return what stands at each place where a fact is used."""
    sure = {one["id"]: one["sure"] for one in revision.facts}
    order = facts_in_order(read_passages(revision.text))
    return {
        name: FactMark(number, _("not confirmed") if sure[name] == "unconfirmed" else "")
        for name, number in order.items()
        if name in sure
    }


def facts_of(revision: Revision) -> tuple[Fact, ...]:
    """Return the facts in the order in which the text marks them."""
    held = {one["id"]: one for one in revision.facts}
    return tuple(
        _fact(number, held[name])
        for name, number in facts_in_order(read_passages(revision.text)).items()
        if name in held
    )


def tools_of(meta: Mapping[str, Any]) -> tuple[Tool, ...]:
    """Return the tools a section ends in, with the page of this site that does it."""
    return tuple(
        Tool(one["words"], _page_that_does(one["do"]), one.get("without", "")) for one in meta.get("tools", ())
    )


def _page_that_does(what: str) -> str:
    """Return the address of the page that does what a section advises; empty, where this site has none."""
    return reverse(settings.DOES[what]) if what in settings.DOES else ""


def section_address(target: str) -> str:
    """Return the address of a link in a section: another section's file, or a page elsewhere; else nothing."""
    if target.startswith(("https://", "http://")):
        return target
    file, _sign, place = target.partition("#")
    if file.endswith(".md") and "/" not in file:
        return reverse("guide:section", args=[file.removesuffix(".md")]) + (f"#{place}" if place else "")
    return ""


def direction_of(language: str) -> str:
    """Return in which direction a language is written."""
    return "rtl" if language.partition("-")[0] in {"ar", "fa", "he", "ur", "ps", "ckb", "yi"} else "ltr"


def _fact(number: int, held: Mapping[str, Any]) -> Fact:
    return Fact(
        number=number,
        anchor=f"f-{held['id']}",
        says=held["says"],
        source=held["source"],
        url=held.get("url", ""),
        on=date.fromisoformat(held["on"]) if held.get("on") else None,
        checked_on=date.fromisoformat(held["checked_on"]),
        sure=held["sure"],
    )
