"""The newest findings that everybody may read, as quotes: for the home page."""

from datetime import date

from dueregard.records.findings.access import findings_for
from dueregard.records.findings.queries.finding_page import FindingLine, public_lines

LOOKED_THROUGH = 12  # the newest few may rest on originals, which nobody else may open


def newest_quotes(*, limit: int, today: date) -> tuple[FindingLine, ...]:
    """Return the newest public findings that have words to quote, of different bodies first. At most three queries."""
    newest = findings_for(None).exclude(passage=None).order_by("-found_at", "pk")[:LOOKED_THROUGH]
    lines = [line for line in public_lines(list(newest), today=today) if line.quote]
    first_of_each = {line.body: line for line in reversed(lines)}
    first = [line for line in lines if first_of_each[line.body] is line]
    return tuple([*first, *(line for line in lines if line not in first)][:limit])
