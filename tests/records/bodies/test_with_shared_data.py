"""Compact lists of older open data, where they lie beside the repository, are read whole and change nothing twice."""

from pathlib import Path

from dueregard.records.bodies.actions.import_bodies import ImportReport
from dueregard.records.bodies.models import Body, ImportRun
from tests.records.bodies.files import read

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
KINDS = ("local_authorities", "universities", "nhs_trusts", "police_forces", "fe_colleges", "schools_wales")


def _lists() -> list[tuple[str, Path]]:
    found = [(kind, DATA / f"{kind}.csv") for kind in KINDS if (DATA / f"{kind}.csv").exists()]
    print(f"shared data: {len(found)} of {len(KINDS)} lists are there and are read")  # noqa: T201
    return found


def test_the_shared_lists_where_present_are_read_without_an_error_and_change_nothing_twice(
    starter: ImportReport,
) -> None:
    lists = _lists()
    first = {kind: read(kind, path) for kind, path in lists}
    again = {kind: read(kind, path) for kind, path in lists}
    assert {kind: report.failed for kind, report in first.items()} == dict.fromkeys(first, 0)
    assert {kind: (report.added, report.changed) for kind, report in again.items()} == dict.fromkeys(again, (0, 0))
    assert ImportRun.objects.count() == 1 + 2 * len(lists)


def test_the_shared_list_of_councils_where_present_holds_none_the_starter_register_lacks(starter: ImportReport) -> None:
    before = Body.objects.count()
    for kind, path in _lists():
        if kind in ("local_authorities", "universities", "police_forces"):
            read(kind, path)
    assert Body.objects.count() == before
