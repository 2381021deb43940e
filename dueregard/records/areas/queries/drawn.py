"""What a drawing of areas is made of: marks, and the hexagons in force on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from dueregard.records.areas.models import HexCell


@dataclass(frozen=True, slots=True)
class Mark:
    """One area in the drawing: a hexagon at a place, or a path."""

    href: str
    title: str
    sign: str
    x: int = 0
    y: int = 0
    path: str = ""
    pattern: str = ""
    paint: str = ""


def cells_on(today: date) -> Mapping[int, tuple[int, int]]:
    """Return the hexagon of each area in the drawing that is in force on a day. One query."""
    begun = HexCell.objects.filter(from_on__lte=today).order_by("-from_on").values("from_on")[:1]
    cells = HexCell.objects.filter(from_on=Subquery(begun)).order_by().values_list("area_id", "column", "row")
    return {area: (column, row) for area, column, row in cells}
