"""A reading that breaks off leaves whole batches and says that it did not end; reading again goes on from there."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from dueregard.records.bodies.actions import import_bodies as module
from dueregard.records.bodies.actions.import_bodies import import_bodies
from dueregard.records.bodies.gateways.body_facts import Row
from dueregard.records.bodies.gateways.open_file import open_file
from dueregard.records.bodies.models import Body, ImportRun, NameWord
from tests.records.bodies.files import NOW, gias_line, read, write_gias

pytestmark = pytest.mark.django_db


class PowerCut(Exception):
    """The machine stopped."""


def _breaking_off(rows: Iterator[Row], after: int) -> Iterator[Row]:
    yield from islice(rows, after)
    raise PowerCut


def test_what_was_read_before_the_break_is_whole_and_the_rest_comes_with_the_next_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 10)
    path = write_gias(tmp_path / "gias.csv", *[gias_line(str(100000 + n), f"School {n}") for n in range(35)])
    with open_file("gias", path) as opened, pytest.raises(PowerCut):
        import_bodies(
            rows=_breaking_off(opened.rows, 25),
            kind="gias",
            file_name=path.name,
            sha256="",
            by=None,
            now=NOW,
            finished=lambda: NOW,
        )
    assert Body.objects.count() == 20
    assert NameWord.objects.values("body").distinct().count() == 20
    assert ImportRun.objects.get().finished_at is None
    report = read("gias", path)
    assert (report.added, report.unchanged) == (15, 20)
