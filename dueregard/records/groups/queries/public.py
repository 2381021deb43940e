"""Groups as everybody may read of them: the list, one page, and those near an area. Nobody's name is here.

Which groups are public, `access.py` decides. A group's area rolls forward with its council (`rules/areas/rolling`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.rolled import KnownAreas, known_areas
from dueregard.records.groups.access import public_groups
from dueregard.records.groups.models import Group
from dueregard.rules.groups.reaching import Reach, reach_of
from dueregard.rules.wiring.body_piece import BodyPiece

NEAR_PAGE = 60  # after what is known of the area's bodies


@dataclass(frozen=True, slots=True)
class AreaToday:
    """Where a group works on a day: its area, and the one it was set to, if that ended."""

    name: str
    href: str
    was: str


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A public group in a list."""

    name: str
    href: str
    area: AreaToday | None
    sector: str
    whereabouts: str


@dataclass(frozen=True, slots=True)
class PublicGroupPage:
    """The public page of a group: what, where roughly, how to reach it."""

    name: str
    about: str
    area: AreaToday | None
    sector: str
    whereabouts: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class GroupsNear:
    """The public groups of an area and of those around it, the nearest first."""

    here: list[PublicLine]
    near: list[PublicLine]


def public_list(today: date) -> list[PublicLine]:
    """Return every public group by name. At most four queries."""
    groups = list(public_groups().order_by("name"))
    known = known_areas() if any(group.area_id for group in groups) else None
    return [_line(group, known, today) for group in groups]


def public_group_page(group: Group, today: date) -> PublicGroupPage:
    """Return the page of a public group. At most three queries."""
    return PublicGroupPage(
        name=group.name,
        about=group.about,
        area=area_today(group, known_areas() if group.area_id else None, today),
        sector=group.get_sector_display(),
        whereabouts=group.whereabouts,
        reach=reach_of(group.reach),
    )


def area_today(group: Group, known: KnownAreas | None, today: date) -> AreaToday | None:
    """Return where a group works on a day, with the area that ended, if it was set to one."""
    if known is None or group.area_id is None:
        return None
    placed = known.roll.forward(group.area_id, today)
    area, was = known.areas[placed.area], known.areas[group.area_id]
    ended = was.name if was != area else "" if area.exists_on(today) else f"{area.name}, which no longer exists"
    return AreaToday(area.name, area.get_absolute_url(), ended)


def area_pieces(area: Area, person: Person | None, near: Mapping[int, int], today: date) -> tuple[BodyPiece, ...]:
    """Return the groups of an area and those near it. `near`: area -> how far, 0 for this one. One query."""
    groups = public_groups().filter(area__in=near).select_related("area").order_by("name")
    ranked = sorted(groups, key=lambda group: near[group.area_id] if group.area_id else 0)
    lines = {group.pk: _plain_line(group) for group in ranked}
    here = [lines[group.pk] for group in ranked if group.area_id and near[group.area_id] == 0]
    others = [lines[group.pk] for group in ranked if group.area_id and near[group.area_id]]
    return (BodyPiece(NEAR_PAGE, "groups/near.html", GroupsNear(here, others)),)


def _line(group: Group, known: KnownAreas | None, today: date) -> PublicLine:
    where = area_today(group, known, today)
    return PublicLine(group.name, group.get_absolute_url(), where, group.get_sector_display(), group.whereabouts)


def _plain_line(group: Group) -> PublicLine:
    area = AreaToday(group.area.name, group.area.get_absolute_url(), "") if group.area else None
    return PublicLine(group.name, group.get_absolute_url(), area, group.get_sector_display(), group.whereabouts)
