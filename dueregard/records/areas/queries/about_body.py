"""What a council's page says when its area has ended, or is to end: the register may still call it open."""

from dataclasses import dataclass
from datetime import date

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.areas.models import Area, AreaCode
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.wiring.body_piece import BodyPiece


@dataclass(frozen=True, slots=True)
class AreaEnds:
    """The area of a council with the day on which it ends, and what takes over."""

    area: Area
    has_ended: bool
    after: list[Area]

    @property
    def on(self) -> str:
        """Return the day in words."""
        day = self.area.until_on
        return f"{day.day} {day:%B %Y}" if day else ""


_ENDING: Asked[AreaCode] = Asked(
    lambda code: (
        AreaCode.objects.select_related("area").filter(code=code, area__until_on__isnull=False).order_by("pk")[:1]
    )
)


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return what is to be said, and nothing of a council that goes on. At most two queries."""
    if body.kind != BodyKind.LOCAL_AUTHORITY or not body.area_code:
        return ()
    code = _ENDING.first(body.area_code)
    if code is None:
        return ()
    area = code.area
    after = [step.to_area for step in area.followed_by.select_related("to_area")]
    return (BodyPiece(2, "areas/about_body.html", AreaEnds(area, not _goes_on(area, today), after)),)


def _goes_on(area: Area, today: date) -> bool:
    return area.until_on is None or area.until_on > today
