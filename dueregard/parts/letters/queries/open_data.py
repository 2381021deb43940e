"""The models of motions and letters as everyone may take them away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.foundation.packs.models import PackText
from dueregard.parts.letters.queries.models import Model, model_of, models_there, texts_that_count
from dueregard.rules.letters.wording import Form, Reader
from dueregard.rules.opendata.tables import Column, Filter, Table, Type, as_said

FORMS = tuple(one.value for one in Form)
TABLE = Table(
    name="letters",
    one="model letter",
    title="Models of motions and letters",
    says="Motions and letters to fill in, with their places for names, dates and clauses.",
    licence=as_said("The campaign pack that the model comes from; see the column “licence”."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the model.", "letter-to-governors"),
        Column("title", Type.TEXT, "Its title.", "A letter to school governors"),
        Column("form", Type.TEXT, "A motion or a letter.", FORMS[0], one_of=FORMS),
        Column("to", Type.TEXT, "Who reads it: a code.", Reader.HEAD.value),
        Column("summary", Type.TEXT, "What it is for, in a sentence.", "Asks what the school does."),
        Column("text", Type.TEXT, "Its words, with places to fill in between braces.", "Dear {name}"),
        Column("language", Type.TEXT, "Its language.", "en"),
        Column("needs_body", Type.YES_NO, "Whether it must be written to a public body.", True),
        Column("reviewed_on", Type.DAY, "When its facts were last checked.", "2026-11-02", may_miss=True),
        Column("licence", Type.TEXT, "Under which licence it can be used.", "CC-BY-SA-4.0"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/letters/letter-to-governors/"),
    ),
    filters=(Filter("form", "Motions, or letters.", FORMS[0], FORMS),),
)


def _rows() -> QuerySet[PackText]:
    return models_there().filter(pk__in=[one.pk for one in texts_that_count()]).select_related("pack")


def _told(rows: Sequence[PackText], now: datetime) -> list[Row]:
    return [_row(model_of(one), one.pack.licence) for one in rows]


def _row(model: Model, licence: str) -> Row:
    return {
        "id": model.slug,
        "title": model.title,
        "form": model.form.value,
        "to": model.to.value,
        "summary": model.summary,
        "text": model.text,
        "language": model.language,
        "needs_body": model.needs_body,
        "reviewed_on": day(model.reviewed_on),
        "licence": licence,
        "page": whole(reverse("letters:write", args=[model.slug])),
    }


OFFER = Offer(TABLE, _rows, _told, key="slug", filters={"form": "meta__form"})
