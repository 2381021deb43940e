"""The rows of areas. `actions/` decides what may be written to them."""

from dueregard.records.areas.models.area import Area, AreaCode, AreaLoad, AreaQuerySet, AreaSuccession, Tier
from dueregard.records.areas.models.drawing import BoundaryFile, HexCell, Shape
from dueregard.records.areas.models.postcode import PostcodeFile, PostcodeSector

__all__ = [
    "Area",
    "AreaCode",
    "AreaLoad",
    "AreaQuerySet",
    "AreaSuccession",
    "BoundaryFile",
    "HexCell",
    "PostcodeFile",
    "PostcodeSector",
    "Shape",
    "Tier",
]
