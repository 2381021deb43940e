"""The register as everyone may take it away: every body, with its codes, other names and successors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, instant, whole
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.prevent_duty import Applies
from dueregard.rules.opendata.tables import Column, Filter, Table, Type, by_registers

KINDS = tuple(one.value for one in BodyKind)
NATIONS = tuple(one.value for one in Nation)
TABLE = Table(
    name="bodies",
    one="body",
    title="Public bodies",
    says="The register of public bodies: councils, schools, universities, NHS bodies and others, open or closed.",
    licence=by_registers("Official registers, named in the column “source”, and corrections made here."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the body.", "university-of-northport"),
        Column("name", Type.TEXT, "Its name.", "University of Northport"),
        Column("short_name", Type.TEXT, "A short name, if it has one.", "UoN"),
        Column("kind", Type.TEXT, "What kind of body it is.", BodyKind.UNIVERSITY.value, one_of=KINDS),
        Column("nation", Type.TEXT, "Where it is.", Nation.ENGLAND.value, one_of=NATIONS),
        Column("region", Type.TEXT, "English region; empty elsewhere.", "North East"),
        Column("area_code", Type.TEXT, "GSS code of its council area.", "E06000001"),
        Column("town", Type.TEXT, "Its town.", "Northport"),
        Column("opened_on", Type.DAY, "When it opened, if that is known.", "1965-10-01", may_miss=True),
        Column("closed_on", Type.DAY, "When it closed; null while it is open.", None, may_miss=True),
        Column("home_page", Type.ADDRESS, "Its own website.", "https://northport.example/", may_miss=True),
        Column(
            "prevent_duty",
            Type.TEXT,
            "Whether the Prevent duty applies to it.",
            Applies.YES.value,
            one_of=tuple(one.value for one in Applies),
        ),
        Column("identifiers", Type.WORDS, "Its codes, each after its scheme.", ("ukprn:10007799",)),
        Column("other_names", Type.WORDS, "Names it had or is also called by.", ("Northport Polytechnic",)),
        Column("followed_by", Type.WORDS, "Bodies that took over from it, by their id.", ()),
        Column("unsure", Type.TEXT, "What is not confirmed, in words.", ""),
        Column("source", Type.TEXT, "Where its facts come from.", "UK Register of Learning Providers"),
        Column("added_at", Type.INSTANT, "When it was added here, or published.", "2026-01-05T09:00:00Z"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/bodies/university-of-northport/"),
    ),
    filters=(
        Filter("kind", "Bodies of this kind.", BodyKind.UNIVERSITY.value, KINDS),
        Filter("nation", "Bodies of this nation.", Nation.ENGLAND.value, NATIONS),
        Filter("area_code", "Bodies with the GSS code of this council area.", "E06000001"),
    ),
    since="added_at",
)


def _rows() -> QuerySet[Body]:
    """Return the bodies that everyone may read about: one that somebody has just entered says whom they will ask."""
    told = Body.objects.told_by(timezone.localdate()).filter(added_at__lte=timezone.now())
    return told.prefetch_related("identifiers", "other_names", "followed_by__to_body")


def _told(rows: Sequence[Body], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(body: Body) -> Row:
    return {
        "id": body.slug,
        "name": body.name,
        "short_name": body.short_name,
        "kind": body.kind,
        "nation": body.nation,
        "region": body.region,
        "area_code": body.area_code,
        "town": body.town,
        "opened_on": day(body.opened_on),
        "closed_on": day(body.closed_on),
        "home_page": body.home_page,
        "prevent_duty": body.prevent_duty,
        "identifiers": [f"{one.scheme}:{one.value}" for one in body.identifiers.all()],
        "other_names": [one.name for one in body.other_names.all()],
        "followed_by": [one.to_body.slug for one in body.followed_by.all()],
        "unsure": body.unsure,
        "source": body.source,
        "added_at": instant(body.added_at),
        "page": whole(body.get_absolute_url()),
    }


OFFER = Offer(
    TABLE,
    _rows,
    _told,
    since="added_at",
    key="slug",
    filters={"kind": "kind", "nation": "nation", "area_code": "area_code"},
)
