"""Reading the custody log: following it in the database, and giving it out for a stranger to follow."""

from collections.abc import Iterator

from django.db.models import QuerySet

from dueregard.records.evidence.models import CustodyHead, CustodyLine, Document
from dueregard.rules.custody import START, Verdict, exported_log, verify_log

AT_ONCE = 2000


def log_head() -> tuple[int, str]:
    """Return the number and the hash of the last line."""
    head = CustodyHead.objects.first()
    return (head.number, head.digest) if head else (0, START)


def log_lines(*, shown: QuerySet[Document] | None = None) -> Iterator[str]:
    """Yield the log as lines of a file, up to where it ends now.

    With `shown`, only lines about these documents have their content; of all others there is only a hash, so that
    nobody learns what other groups have. Such a log begins with the first line that is shown.
    """
    number, head = log_head()
    lines = CustodyLine.objects.filter(number__lte=number).order_by("number")
    if shown is not None:
        first = lines.filter(document__in=shown.order_by().values("pk")).values_list("number", flat=True).first()
        lines = lines.filter(number__gte=first or number + 1)
    wanted = None if shown is None else set(shown.values_list("pk", flat=True))
    rows = (
        (line.content(), line.previous, line.digest, wanted is None or line.document_id in wanted)
        for line in lines.iterator(AT_ONCE)
    )
    return exported_log(rows, number=number, head=head)


def verify_rows() -> Verdict:
    """Follow the log in the database from its first line to its last."""
    return verify_log(log_lines())
