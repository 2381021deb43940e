"""Reading the custody log: following it in the database, and giving it out for a stranger to follow."""

from collections.abc import Collection, Container, Iterator
from uuid import UUID

from django.db.models import QuerySet

from dueregard.records.evidence.models import CustodyHead, CustodyLine, Document, Timestamp
from dueregard.rules.documents.custody import START, Verdict, exported_log, root_statement, verify_log

AT_ONCE = 2000
NAMES_A_FILE = ("original", "inside")  # details that hold the hash of another file than the line's own
HOW_TO_CHECK = """Each command checks that an authority saw a line of the log at the time above it.
Replace authority.pem with the authority's own certificates. Get them from the authority, not from us.
"""
CHECK = """
# {words}
openssl ts -verify -data {name}.txt -in {name}.tsr -attime {at} -CAfile authority.pem
"""


def log_head() -> tuple[int, str]:
    """Return the number and the hash of the last line."""
    head = CustodyHead.objects.first()
    return (head.number, head.digest) if head else (0, START)


def log_lines(*, shown: QuerySet[Document] | None = None) -> Iterator[str]:
    """Yield the log as lines of a file, up to where it ends now.

    With `shown`, only lines about these documents have their content; of all others there is only a hash, so that
    nobody learns what other groups have. So it is with a line that names the hash of a file which is not among them, as
    older lines about public copies do. Such a log begins with the first line that is shown.
    """
    number, head = log_head()
    lines = CustodyLine.objects.filter(number__lte=number).order_by("number")
    if shown is not None:
        first = lines.filter(document__in=shown.order_by().values("pk")).values_list("number", flat=True).first()
        lines = lines.filter(number__gte=first or number + 1)
    wanted = None if shown is None else dict(shown.values_list("pk", "sha256"))
    known = set(wanted.values()) if wanted is not None else set[str]()
    rows = (
        (line.content(), line.previous, line.digest, wanted is None or _may_go(line, wanted, known))
        for line in lines.iterator(AT_ONCE)
    )
    return exported_log(rows, number=number, head=head)


def _may_go(line: CustodyLine, shown: Container[UUID | None], known: Collection[str]) -> bool:
    named = [line.details[name] for name in NAMES_A_FILE if name in line.details]
    return line.document_id in shown and all(one in known for one in named)


def verify_rows() -> Verdict:
    """Follow the log in the database from its first line to its last."""
    return verify_log(log_lines())


def timestamp_files() -> Iterator[tuple[str, bytes]]:
    """Yield, for each time that an authority put to the log, what was stamped and its answer, as named files.

    The last file has a command for each answer. It names the time that the answer states, because certificates run out.
    """
    commands = []
    for row in Timestamp.objects.filter(answer__isnull=False, stated_at__isnull=False).order_by("number", "pk"):
        name = f"line-{row.number}-{row.pk}"
        yield f"{name}.txt", root_statement(row.number, row.digest)
        yield f"{name}.tsr", bytes(row.answer or b"")
        at = int(row.stated_at.timestamp()) if row.stated_at else 0
        commands.append(CHECK.format(name=name, at=at, words=f"{row.stated_at:%Y-%m-%d %H:%M:%S} UTC"))
    if commands:
        yield "check.txt", (HOW_TO_CHECK + "".join(commands)).encode()


def timestamp_problems() -> list[str]:
    """Return in sentences which timestamps belong to lines that are now different or gone."""
    stamped = CustodyLine.objects.filter(number__in=Timestamp.objects.values("number"))
    digests = dict(stamped.values_list("number", "digest"))
    return [
        f"The timestamp of line {row.number} belongs to a different version of the log."
        for row in Timestamp.objects.filter(answer__isnull=False)
        if digests.get(row.number) != row.digest
    ]
