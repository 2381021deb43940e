"""The sections of the guide as everyone may take them away, in every language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, instant, whole
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.sections import whole_edition
from dueregard.rules.opendata.tables import Column, Table, Type, as_said

TABLE = Table(
    name="guide",
    one="section",
    title="Sections of the guide",
    says="The guide to the Prevent duty, section by section, in the version that readers see.",
    licence=as_said("The campaign pack that the section comes from; see the column “licence”."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the section.", "what-prevent-is"),
        Column("title", Type.TEXT, "Its title.", "What Prevent is"),
        Column("summary", Type.TEXT, "In a sentence.", "What the duty says."),
        Column("text", Type.TEXT, "All of it, as Markdown.", "Prevent is part of…"),
        Column("language", Type.TEXT, "Its language; empty for English.", ""),
        Column("translates", Type.TEXT, "Of a translation: the id of the section it translates.", ""),
        Column("version", Type.WHOLE, "Its version.", 3),
        Column("reviewed_on", Type.DAY, "When its facts were last checked.", "2026-11-02"),
        Column("review_by", Type.DAY, "When they must be checked again.", "2027-05-02"),
        Column("licence", Type.TEXT, "Under which licence it can be used.", "CC-BY-SA-4.0"),
        Column("changed_at", Type.INSTANT, "When this version was written.", "2026-11-02T09:00:00Z"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/guide/what-prevent-is/"),
    ),
    changed="changed_at",
)


def _rows() -> QuerySet[Revision]:
    shown = Revision.objects.filter(pk__in=[one.pk for one in whole_edition()])
    return shown.select_related("section__pack")


def _told(rows: Sequence[Revision], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(one: Revision) -> Row:
    meta = one.meta
    path = one.get_absolute_url()
    if "translates" in meta:
        path = reverse("guide:translation", args=[meta["translates"], meta.get("language", "")])
    return {
        "id": one.section.slug,
        "title": one.title,
        "summary": meta["summary"],
        "text": one.text,
        "language": meta.get("language", ""),
        "translates": meta.get("translates", ""),
        "version": one.number,
        "reviewed_on": day(one.reviewed_on),
        "review_by": day(one.review_by),
        "licence": one.section.pack.licence,
        "changed_at": instant(one.at),
        "page": whole(path),
    }


OFFER = Offer(TABLE, _rows, _told, order="section_id", key="section__slug")
