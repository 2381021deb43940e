"""Import official files: add bodies, change what the file says differently, list the lines it cannot use.

`gateways/` knows which columns a file has; `plan_import.py` decides how a line is compared.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.bodies.actions.plan_import import Plan, Register, plan_batch
from dueregard.records.bodies.actions.write_import import write_import
from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, LeftOut, Row
from dueregard.records.bodies.models import ImportRun

BATCH = 1000
KEPT_PROBLEMS = 1000


@dataclass(slots=True)
class ImportReport:
    """What an import did, or in a dry run would do."""

    dry_run: bool
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    failed: int = 0
    noted: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[BadRow] = field(default_factory=list)
    notes: list[BadRow] = field(default_factory=list)

    def take(self, plan: Plan) -> None:
        """Add up one batch."""
        self.added += len(plan.added)
        self.changed += len(plan.touched)
        self.unchanged += plan.unchanged
        self.closed += plan.closed
        self.failed += len(plan.problems)
        self.noted += len(plan.notes)
        if plan.left_out:
            self.left_out["not in the register yet: load the official list of schools first"] += plan.left_out
        self.problems += plan.problems[: KEPT_PROBLEMS - len(self.problems)]
        self.notes += plan.notes[: KEPT_PROBLEMS - len(self.notes)]

    def counts(self) -> dict[str, int]:
        """Return the numbers that an ImportRun keeps."""
        return {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "closed": self.closed,
            "left_out": sum(self.left_out.values()),
            "failed": self.failed,
        }


def import_bodies(
    *,
    rows: Iterable[Row],
    kind: str,
    file_name: str,
    sha256: str,
    by: Person | None,
    now: datetime,
    finished: Callable[[], datetime],
    dry_run: bool = False,
    read_on: Callable[[int], None] = lambda lines: None,
) -> ImportReport:
    """Read the rows in batches, each written in a transaction of its own; a dry run writes nothing at all.

    A run that is interrupted leaves whole batches and an ImportRun without an end; importing the file again carries
    on from there.
    `read_on` is told how many lines each batch had. `finished` tells the time at the end.
    """
    report = ImportReport(dry_run=dry_run)
    run = None if dry_run else _begin(kind=kind, file_name=file_name, sha256=sha256, by=by, now=now)
    register = Register()
    for batch in _batches(rows):
        facts = _sort_out(batch, report)
        plan = plan_batch(facts, register=register, now=now)
        if not dry_run:
            write_import(plan=plan)
        report.take(plan)
        read_on(len(batch))
    if run is not None:
        _end(run, report, by=by, at=finished())
    return report


def _begin(*, kind: str, file_name: str, sha256: str, by: Person | None, now: datetime) -> ImportRun:
    return ImportRun.objects.create(kind=kind, file_name=file_name[:200], sha256=sha256, by=by, started_at=now)


def _end(run: ImportRun, report: ImportReport, *, by: Person | None, at: datetime) -> None:
    for column, number in report.counts().items():
        setattr(run, column, number)
    run.finished_at = max(at, run.started_at)
    run.errors = [{"line": row.line, "problem": row.problem} for row in report.problems]
    with transaction.atomic():
        run.save()
        record_act(by=by, did="bodies.imported", on=run, at=run.finished_at, details=report.counts())


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _sort_out(batch: list[Row], report: ImportReport) -> list[BodyFacts]:
    facts: list[BodyFacts] = []
    report.read += len(batch)
    for row in batch:
        if isinstance(row, BodyFacts):
            facts.append(row)
        elif isinstance(row, LeftOut):
            report.left_out[row.because] += 1
        else:
            report.failed += 1
            if len(report.problems) < KEPT_PROBLEMS:
                report.problems.append(row)
    return facts
