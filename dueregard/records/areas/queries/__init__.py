"""Reading areas: which there are on a day, what bodies in them were asked, the map, one area, and all as data."""

from dueregard.records.areas.queries.asked import AskedBody, asked_bodies
from dueregard.records.areas.queries.rolled import roll
from dueregard.records.areas.queries.unknown import next_unknown

__all__ = ["AskedBody", "asked_bodies", "next_unknown", "roll"]
