"""What will happen to each line of a table of demands, in a sentence, before anything is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dueregard.parts.tracker.models import Demand
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.bodies_named import Named, bodies_named
from dueregard.records.groups.models import Group
from dueregard.rules.tracker.course import Line, OutOfOrder, check_line
from dueregard.rules.tracker.demand_table import DemandLineRead, Said
from dueregard.rules.tracker.terms import Kind, label_of

TONES = {"ready": ("good", "Ready"), "known": ("quiet", "Nothing to do"), "wrong": ("late", "Needs correcting")}
Same = tuple[UUID, str, date]


@dataclass(frozen=True, slots=True)
class PlannedDemand:
    """A line with its sentence. `state` is ready, known (it is there already) or wrong."""

    read: DemandLineRead
    state: str
    says: str
    body: Body | None = None
    said: tuple[Line, ...] = ()

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return TONES[self.state][0]

    @property
    def tag(self) -> str:
        """The words of its tag."""
        return TONES[self.state][1]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All lines, in their order."""

    rows: tuple[PlannedDemand, ...]

    @property
    def ready(self) -> tuple[PlannedDemand, ...]:
        """The lines that would be recorded."""
        return tuple(row for row in self.rows if row.state == "ready")

    @property
    def found(self) -> str:
        """How many there are of each, in words."""
        counts = Counter(row.state for row in self.rows)
        return f"{counts['ready']} ready, {counts['known']} there already, {counts['wrong']} to correct"


def plan_import(lines: Sequence[DemandLineRead], group: Group, *, today: date) -> ImportPlan:
    """Return what will happen to each line. Six queries, however many lines."""
    named = bodies_named({line.body for line in lines if line.body})
    bodies = {one.pk for some in named.values() for one in some.exactly}
    known: set[Same] = {
        (body, title.casefold(), on)
        for body, title, on in Demand.objects.filter(group=group, body__in=bodies).values_list(
            "body_id", "title", "demanded_on"
        )
    }
    planned = []
    for line in lines:
        one = _planned(line, named.get(line.body, Named()), known, today)
        if one.state == "ready" and one.body and line.demanded_on:
            known.add((one.body.pk, line.title.casefold(), line.demanded_on))
        planned.append(one)
    return ImportPlan(tuple(planned))


def _planned(line: DemandLineRead, named: Named, known: set[Same], today: date) -> PlannedDemand:
    if line.wrong or line.demanded_on is None:
        return PlannedDemand(line, "wrong", line.wrong)
    if len(named.exactly) != 1:
        return PlannedDemand(line, "wrong", _which(line.body, named))
    body = named.exactly[0]
    if (body.pk, line.title.casefold(), line.demanded_on) in known:
        says = "This demand is already recorded, or is in the table twice. It is left as it is."
        return PlannedDemand(line, "known", says, body)
    if not body.is_open_on(line.demanded_on):
        return PlannedDemand(line, "wrong", f"{body.name} had closed on that day. Name the body that took over.", body)
    said: list[Line] = []
    try:
        if line.demanded_on > today:
            raise OutOfOrder("The day of the demand has not come yet.")
        for number, (kind, what) in enumerate(_steps(line), 1):
            new = Line(kind, what.code, what.on, number)
            check_line(line.demanded_on, said, new, today)
            said.append(new)
    except OutOfOrder as refusal:
        return PlannedDemand(line, "wrong", str(refusal), body)
    told = "; ".join(label_of(one.kind, one.code) for one in said)
    return PlannedDemand(line, "ready", told or "Nothing came of it yet.", body, tuple(said))


def _steps(line: DemandLineRead) -> list[tuple[Kind, Said]]:
    found = ((Kind.ACTION, line.action), (Kind.RESPONSE, line.response), (Kind.OUTCOME, line.outcome))
    return [(kind, said) for kind, said in found if said is not None]


def _which(typed: str, named: Named) -> str:
    near = ", ".join(f"{body.name} ({body.slug})" for body in (named.exactly or named.near)[:3])
    if named.exactly:
        return f"Several bodies are called “{typed}”. Write the word in brackets: {near}."
    return f"No body is called “{typed}”. Did you mean {near}?" if near else f"No body is called “{typed}”."
