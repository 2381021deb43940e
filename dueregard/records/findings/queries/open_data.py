"""Claims as everyone may take them away: what two people read about a body, each with its source.

Which claims everyone may follow to their source, `access` and `queries/places` say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day
from dueregard.records.findings.access import shown_findings
from dueregard.records.findings.models import Finding
from dueregard.records.findings.queries.claims_data import rows_of
from dueregard.records.findings.queries.finding_page import WITH
from dueregard.rules.findings.ageing import Age
from dueregard.rules.findings.answers import NOT_STATED
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, by_groups

TABLE = Table(
    name="claims",
    one="claim",
    title="Claims",
    says="What was read about a body, each with its source. Two people read each, or a third decided between two.",
    licence=by_groups("The group that read it, on the page of the claim."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the claim.", "c1c7f8d0-51a4-4f0e-8a38-0d1c9a7e5b77"),
        Column("question", Type.TEXT, "What was asked.", "How many staff were trained?"),
        Column("question_key", Type.TEXT, "The same for one question, whoever asks it.", "staff-trained"),
        Column("question_version", Type.WHOLE, "The version of the question.", 1),
        Column("body", Type.TEXT, "The body it is about: its id.", "university-of-northport"),
        Column("body_name", Type.TEXT, "And its name.", "University of Northport"),
        Column("answer", Type.TEXT, "The answer; a number, a year and a code are text.", "5E1"),
        Column("as_of", Type.DAY, "The day for which the source says so.", "2026-03-31", may_miss=True),
        Column("state", Type.TEXT, "How old it is now.", "current", one_of=tuple(one.value for one in Age)),
        Column("confidence", Type.TEXT, "How plainly the source says so, in words.", "The source says so plainly"),
        Column("how", Type.TEXT, "Who agreed on it.", "Two readers agreed"),
        Column("source", Type.TEXT, "Where it was read.", "Prevent action plan, page 3"),
        Column("source_link", Type.ADDRESS, "Where it can be read.", "https://site.example/passages/1/", may_miss=True),
        Column("words", Type.TEXT, "The words it rests on.", "412 members of staff were trained"),
        Column("body_says", Type.TEXT, "What the body says about it; empty if nothing.", ""),
        Column("found_on", Type.DAY, "When it was agreed.", "2026-11-24"),
        Column("public_on", Type.DAY, "When everyone could first follow it to its source.", "2026-11-26"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/findings/c1c7f8d0/"),
    ),
    filters=(Filter("body", "Claims about this body.", "university-of-northport"),),
    refers=(Refers("body", "bodies"),),
    since="public_on",
)


def _rows() -> QuerySet[Finding]:
    """Return the claims, each with since when everyone may follow it: what comes out later is new then."""
    found = shown_findings().select_related(*WITH)
    return found.annotate(
        public_at=Greatest(
            "found_at",
            Coalesce("question__public_since", "found_at"),
            Case(
                When(value=NOT_STATED, then="found_at"),
                When(passage__document__is_public=True, then=Coalesce("passage__document__public_since", "found_at")),
                When(shown_in__is_public=True, then=Coalesce("shown_in__public_since", "found_at")),
                default="found_at",
            ),
        )
    )


def _told(rows: Sequence[Finding], now: datetime) -> list[Row]:
    return [
        {
            "id": str(one.pk),
            "question": told["question"],
            "question_key": told["question_key"],
            "question_version": told["question_version"],
            "body": told["body_slug"],
            "body_name": told["body"],
            "answer": told["answer"],
            "as_of": told["as_of"],
            "state": told["state"],
            "confidence": told["confidence"],
            "how": told["how"],
            "source": told["source"],
            "source_link": told["source_link"],
            "words": told["words"],
            "body_says": told["body_says"] or "",
            "found_on": day(localdate(one.found_at)),
            "public_on": day(localdate(getattr(one, "public_at", one.found_at))),
            "page": told["page"],
        }
        for one, told in rows_of(list(rows), localdate(now))
    ]


OFFER = Offer(TABLE, _rows, _told, since="public_at", filters={"body": "body__slug"})
