"""The facts of an area sheet, as anyone may read them. What a group adds for its own meeting, records/groups knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from dueregard.records.areas.models import Area, Tier
from dueregard.records.areas.queries.around import around_area
from dueregard.records.areas.queries.asked import asked_bodies
from dueregard.records.areas.queries.rolled import known_areas
from dueregard.records.bodies.models import Body
from dueregard.rules.areas.printed import map_drawn, sign_drawn
from dueregard.rules.areas.sheet import (
    DETAIL,
    MOST_BODIES,
    MOST_BODIES_BESIDE_TASKS,
    NAME,
    TASK,
    SheetBody,
    bodies_shown,
    clipped,
    kind_rows,
    states_of,
)
from dueregard.rules.areas.standing import Standing
from dueregard.rules.law.laws import BodyKind


@dataclass(frozen=True, slots=True)
class GroupSide:
    """What a group adds: its name, its next meeting in words, what is due, and its open tasks. Each line as printed."""

    name: str
    meeting: str
    due: list[tuple[str, str]] = field(default_factory=list)  # what, until when
    tasks: list[tuple[str, str]] = field(default_factory=list)  # what, who has it
    more: int = 0


def sheet_facts(area: Area, today: date, group: GroupSide | None = None) -> dict[str, Any]:
    """Return what stands on the sheet of an area on a UK calendar day, ready for the printer. Seven queries."""
    known = known_areas()
    inside = [area.pk, *(one.pk for one in known.on(today) if one.parent_id == area.pk)]
    codes = {code for key in inside for code in known.roll.codes_in(key, today)}
    around = around_area(area, known, today)
    asked = asked_bodies(today, {*codes, *around.codes})
    of = Body.objects.all() if group else Body.objects.told_by(today)  # a group's own sheet has all it knows
    rows = of.there_on(today).filter(area_code__in=codes).order_by("name", "slug")
    bodies = [
        SheetBody(name, BodyKind(kind).label, asked[pk].standing if pk in asked else Standing.NEVER)
        for pk, name, kind in rows.values_list("pk", "name", "kind")
    ]
    shown, more = bodies_shown(bodies, MOST_BODIES_BESIDE_TASKS if group else MOST_BODIES)
    drawing = around.drawn(asked.values(), known, today)
    address = f"{settings.PUBLIC_URL}{area.get_absolute_url()}"
    return {
        "title": area.name,
        "label": Tier(area.tier).label,
        "day": f"{today.day} {today:%B %Y}",
        "iso": today.isoformat(),
        "site": settings.SITE_NAME,
        "address": address,
        "map": map_drawn(drawing.view_box, [(one.sign, one.x, one.y) for one in drawing.marks], drawing.outlines)
        if drawing
        else "",
        "states": [[sign_drawn(one), str(number), one.words] for one, number in states_of(bodies).items()],
        "kinds": [
            [row.kind, *(str(n) for n in (row.bodies, row.answered, row.refused, row.waiting, row.never))]
            for row in kind_rows(bodies)
        ],
        "bodies": [[clipped(one.name, NAME), one.standing.words] for one in shown],
        "more": more,
        "total": len(bodies),
        "ended": "" if area.exists_on(today) else f"{area.name} does not exist on this day.",
        "group": _group(group) if group else None,
        "source": clipped(area.source, 160),
    }


def _group(side: GroupSide) -> dict[str, Any]:
    return {
        "name": clipped(side.name, 60),
        "meeting": clipped(side.meeting, 110),
        "due": [[clipped(what, TASK), clipped(when, DETAIL)] for what, when in side.due],
        "tasks": [[clipped(what, TASK), clipped(who, DETAIL)] for what, who in side.tasks],
        "more": side.more,
    }
