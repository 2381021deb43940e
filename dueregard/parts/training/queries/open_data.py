"""Published records of training as everyone may take them away, with the sentences that a public copy has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.parts.training.access import public_sessions
from dueregard.parts.training.models import Form, Session, Statement
from dueregard.parts.training.queries.advice import course_titles
from dueregard.parts.training.queries.statements import OpenPlace, open_places
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, by_groups

FORMS = tuple(one.value for one in Form)
EXAMPLE = "0f1f3c4e-83a0-4c07-9f6c-9b5b5f9b9d10"
TABLE = Table(
    name="training",
    one="record of training",
    title="Records of training",
    says="Training sessions and courses on Prevent, who gave them and who took part, with sentences and their sources.",
    licence=by_groups("The group that recorded it, on the page of the record. What is quoted belongs to its author."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the record.", EXAMPLE),
        Column("title", Type.TEXT, "What it was called.", "Prevent awareness"),
        Column("form", Type.TEXT, "How it was held: a code.", Form.ROOM.value, one_of=FORMS),
        Column("course", Type.TEXT, "The course, where it is one of those known; may be empty.", "Awareness course"),
        Column("given_by", Type.TEXT, "The body or firm that gave it.", "Northport Council"),
        Column("given_to", Type.TEXT, "Who took part.", "All staff"),
        Column("body", Type.TEXT, "The body where it was: its id; may be empty.", "university-of-northport"),
        Column("body_name", Type.TEXT, "And its name.", "University of Northport"),
        Column("held_on", Type.DAY, "When.", "2026-09-08"),
        Column("minutes", Type.WHOLE, "How long, in minutes.", 45, may_miss=True),
        Column("paid_by", Type.TEXT, "Who paid for it; may be empty.", ""),
        Column("said", Type.WORDS, "Sentences of it, word for word.", ("You do not need proof.",)),
        Column("sources", Type.WORDS, "Where each is read or heard, in the same order.", ("Slides, page 3",)),
        Column("published_on", Type.DAY, "When it was published.", "2026-11-24"),
        Column("page", Type.ADDRESS, "Its page on this site.", f"https://site.example/training/{EXAMPLE}/"),
    ),
    filters=(
        Filter("form", "Sessions that were held so.", Form.ROOM.value, FORMS),
        Filter("body", "Sessions at this body.", "university-of-northport"),
    ),
    refers=(Refers("body", "bodies"),),
    since="published_on",
)


def _rows() -> QuerySet[Session]:
    return public_sessions()


def _told(rows: Sequence[Session], now: datetime) -> list[Row]:
    related = ("document", "passage__document")
    said = list(Statement.objects.filter(session__in=rows).select_related(*related))
    places = open_places(said)
    found: defaultdict[UUID, list[OpenPlace]] = defaultdict(list)
    for one in said:
        if one.pk in places:
            found[one.session_id].append(places[one.pk])
    titles = course_titles()
    return [_row(one, titles.get(one.course, ""), found[one.pk]) for one in rows]


def _row(session: Session, course: str, said: Sequence[OpenPlace]) -> Row:
    return {
        "id": str(session.pk),
        "title": session.title,
        "form": session.form,
        "course": course,
        "given_by": session.provider,
        "given_to": session.given_to,
        "body": session.body.slug if session.body else "",
        "body_name": session.body.name if session.body else "",
        "held_on": day(session.held_on),
        "minutes": session.minutes,
        "paid_by": session.paid_by,
        "said": [one.quote for one in said],
        "sources": [f"{one.source}: {whole(one.href)}" for one in said],
        "published_on": day(localdate(session.published_at)) if session.published_at else None,
        "page": whole(session.public_path),
    }


OFFER = Offer(TABLE, _rows, _told, since="published_at", filters={"form": "form", "body": "body__slug"})
