"""Every table as a file: a data package of CSV files, and the same rows as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.opendata.queries.offer import Offer, Row, offer_called, offers, read_all
from dueregard.foundation.opendata.views.answers import for_programs, json_answer
from dueregard.rules.opendata import packaging
from dueregard.rules.opendata.tables import Column


@for_programs
@open_to(Audience.EVERYBODY)
@same_for_visitors
def package(request: SiteRequest) -> HttpResponseBase:
    """Describe the files: every column with its type, the licences and the sources."""
    tables = [one.table for one in offers()]
    title, home = f"{settings.SITE_NAME}: open data", f"{settings.PUBLIC_URL}/data/"
    midnight = request.now.replace(hour=0, minute=0, second=0, microsecond=0)  # the same answer all day
    return json_answer(request, packaging.describe(tables, title=title, home=home, made_at=midnight))


@for_programs
@open_to(Audience.EVERYBODY)
def table_csv(request: SiteRequest, name: str) -> HttpResponseBase:
    """Return all rows of a table as CSV."""
    offer = offer_called(name)
    return _file(csv_lines(offer, read_all(offer, request.now)), "text/csv; charset=utf-8", f"{name}.csv")


@for_programs
@open_to(Audience.EVERYBODY)
def table_json(request: SiteRequest, name: str) -> HttpResponseBase:
    """Return all rows of a table as JSON."""
    offer = offer_called(name)
    return _file(json_lines(read_all(offer, request.now)), "application/json", f"{name}.json")


def csv_lines(offer: Offer, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file, the names of the columns first."""
    columns = offer.table.columns
    yield _line(one.name for one in columns)
    for row in rows:
        yield _line(_cells(columns, row))


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON list, a row in each line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _cells(columns: Iterable[Column], row: Row) -> Iterator[str]:
    return (packaging.cell(one, row[one.name]) for one in columns)


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _file(lines: Iterator[str], media_type: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
