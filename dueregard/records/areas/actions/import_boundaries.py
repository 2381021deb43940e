"""Import the shapes of areas from a file of boundaries; the newest file is drawn, the one before it is dropped.

An area that the file does not have is joined from the areas before it, if the file has them all.
Which code is of which area, the tables of areas say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from shapely.geometry.base import BaseGeometry

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.areas.gateways.boundary_file import Boundaries
from dueregard.records.areas.gateways.geometry import Drawing, Drawn, drawing_of, joined, mended
from dueregard.records.areas.gateways.wrong_file import WrongFile
from dueregard.records.areas.models import Area, AreaCode, AreaSuccession, BoundaryFile, Shape


@dataclass(slots=True)
class BoundaryReport:
    """What an import of boundaries did, or would do."""

    projection: str
    shapes: int = 0
    joined: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    without_code: int = 0
    missing: list[str] = field(default_factory=list)
    tolerance: int = 0
    dry_run: bool = False


def import_boundaries(
    *,
    boundaries: Boundaries,
    name: str,
    sha256: str,
    licence: str,
    by: Person | None,
    now: datetime,
    dry_run: bool = False,
) -> BoundaryReport:
    """Write the shapes of the areas that we know. Raises: WrongFile, when there is none."""
    report = BoundaryReport(boundaries.projection, without_code=boundaries.without_code, dry_run=dry_run)
    areas = {area.pk: area for area in Area.objects.on_the_map().order_by("pk")}
    shapes = _known(boundaries, areas, report)
    if not shapes:
        raise WrongFile(
            "No code in this file is of an area that we know, so nothing was changed. Is it a file of councils?"
        )
    joins = _joins(set(shapes), set(areas))
    drawing = drawing_of(shapes, joins)
    report.joined = [areas[key].name for key in joins]
    report.shapes, report.tolerance = len(drawing.shapes), drawing.tolerance
    report.missing = sorted(
        area.name for key, area in areas.items() if key not in drawing.shapes and area.until_on is None
    )
    if not dry_run:
        _write(drawing, joins, report, name=name, sha256=sha256, licence=licence, by=by, now=now)
    return report


def _known(boundaries: Boundaries, areas: dict[int, Area], report: BoundaryReport) -> dict[int, BaseGeometry]:
    codes = dict(AreaCode.objects.values_list("code", "area_id"))
    parts: dict[int, list[BaseGeometry]] = defaultdict(list)
    for feature in boundaries.features:
        owner = codes.get(feature.code)
        if owner not in areas:
            report.unknown.append(feature.code)
            continue
        shape, was_mended = mended(feature.shape)
        if was_mended:
            report.mended.append(areas[owner].name)
        parts[owner].append(shape)
    return {key: many[0] if len(many) == 1 else joined(many) for key, many in parts.items()}


def _joins(has: set[int], areas: set[int]) -> dict[int, list[int]]:
    """Return what areas are made of that the file does not have, the oldest first: one may be made of another."""
    before: dict[int, list[int]] = defaultdict(list)
    for step in AreaSuccession.objects.filter(from_area__in=areas, to_area__in=areas).order_by("on", "pk"):
        before[step.to_area_id].append(step.from_area_id)
    joins: dict[int, list[int]] = {}
    for key, parts in before.items():
        if key not in has and all(part in has or part in joins for part in parts):
            joins[key] = parts
    return joins


def _write(
    drawing: Drawing,
    joins: Mapping[int, Sequence[int]],
    report: BoundaryReport,
    *,
    name: str,
    sha256: str,
    licence: str,
    by: Person | None,
    now: datetime,
) -> None:
    with transaction.atomic():
        BoundaryFile.objects.all().delete()
        file = BoundaryFile.objects.create(
            name=name,
            sha256=sha256,
            projection=report.projection,
            licence=licence,
            imported_at=now,
            imported_by=by,
            width=drawing.width,
            height=drawing.height,
            tolerance=drawing.tolerance,
        )
        rows = (_row(file, key, one, is_joined=key in joins) for key, one in drawing.shapes.items())
        Shape.objects.bulk_create(rows, batch_size=200)
        record_act(by=by, did="areas.boundaries_imported", on=file, at=now, details={"shapes": report.shapes})


def _row(file: BoundaryFile, area: int, one: Drawn, *, is_joined: bool) -> Shape:
    left, top, right, bottom = one.box
    return Shape(
        file=file,
        area_id=area,
        path=one.path,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        geometry=one.geometry,
        is_joined=is_joined,
    )
