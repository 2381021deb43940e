"""The findings that leave with a package of documents: a line for each, with the words it rests on and where they are.

Only what stands is in it; what one person alone has answered stays with the group, as in the table of the grid.
"""

import csv
import io
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet

from dueregard.records.evidence.models import Document
from dueregard.records.evidence.queries.passage_page import marked_path
from dueregard.records.findings.models import Finding
from dueregard.records.groups.models import Group
from dueregard.rules.documents.package_paths import file_path
from dueregard.rules.text.csv_cells import safe_cell

HEADS = (
    "Question",
    "Body",
    "Answer",
    "How",
    "Found at",
    "Link",
    "Words",
    "Page",
    "File",
    "SHA-256",
    "Link to the words",
)
AT_ONCE = 500


def packaged(documents: QuerySet[Document], group: Group) -> Iterator[bytes]:
    """Yield the lines of a CSV file: what a group found in these documents, or did not find in those of a body."""
    keys = documents.order_by().values("pk")
    bodies = documents.filter(body__isnull=False).order_by().values("body")
    rests_on_them = Q(passage__document__in=keys) | Q(passage__isnull=True, body__in=bodies)
    found = Finding.objects.filter(rests_on_them, question__group=group)
    yield _line(list(HEADS))
    related = found.select_related("question", "body", "passage__document")
    for one in related.order_by("question__made_at", "question", "body__name", "pk").iterator(AT_ONCE):
        yield _line(_cells(one))


def _cells(finding: Finding) -> list[str]:
    how = "a third reader decided" if finding.was_decided else "two readers agreed"
    link = f"{settings.PUBLIC_URL}{finding.get_absolute_url()}"
    cells = [finding.question.text, finding.body.name, finding.value, how, finding.found_at.isoformat(), link]
    passage = finding.passage
    if passage is None:
        return [*cells, "", "", "", "", ""]
    document = passage.document
    words_at = f"{settings.PUBLIC_URL}{marked_path(passage)}"
    file = f"data/{file_path(document.sha256, document.name)}"
    return [*cells, passage.quote, str(passage.page), file, document.sha256, words_at]


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(cell) for cell in cells])
    return text.getvalue().encode("utf-8", "replace")
