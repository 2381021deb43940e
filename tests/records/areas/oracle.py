"""What the map, an area and a body should say, counted in plain SQL from the tables alone, slowly.

It shares no code with the site. What SQL cannot say alike on both databases (the age of an answer), it says per row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

# Where each code lies on the day: along whole successions, as long as a single one leads on.
WENT = """
WITH RECURSIVE went(code, area, steps) AS (
    SELECT code, area_id, 0 FROM areas_areacode
    UNION ALL
    SELECT w.code, s.to_area_id, w.steps + 1 FROM went w
    JOIN areas_area a ON a.id = w.area JOIN areas_areasuccession s ON s.from_area_id = a.id
    WHERE a.until_on <= %(day)s AND s.is_whole AND w.steps < 20
    AND (SELECT count(*) FROM areas_areasuccession o WHERE o.from_area_id = a.id) = 1
),
lies AS (
    SELECT w.code, a.id AS area, a.slug, a.parent_id FROM went w JOIN areas_area a ON a.id = w.area
    WHERE (a.from_on IS NULL OR a.from_on <= %(day)s) AND (a.until_on IS NULL OR a.until_on > %(day)s)
),
here AS (
    SELECT b.id, b.kind, b.slug, l.slug AS area, p.slug AS county
    FROM bodies_body b JOIN lies l ON l.code = b.area_code LEFT JOIN areas_area p ON p.id = l.parent_id
    WHERE (b.closed_on IS NULL OR b.closed_on > %(day)s) AND (b.opened_on IS NULL OR b.opened_on <= %(day)s)
)
"""
AREAS = """
SELECT slug, tier, nation FROM areas_area
WHERE (from_on IS NULL OR from_on <= %(day)s) AND (until_on IS NULL OR until_on > %(day)s)
"""
BODIES = WENT + "SELECT id, kind, area, county, slug FROM here"
CASES = (
    WENT
    + """
SELECT h.id, c.id, c.last_at, t.template, CASE
    WHEN c.outcome IN ('released', 'not_held') THEN 'answered' WHEN c.outcome = 'released_in_part' THEN 'in_part'
    WHEN c.outcome = 'refused' THEN 'refused' WHEN c.phase = 'closed' THEN 'closed'
    WHEN c.turn = 'theirs' AND c.due_on < %(day)s THEN 'overdue' ELSE 'waiting' END
FROM here h JOIN foi_case c ON c.body_id = h.id JOIN foi_campaign t ON t.id = c.campaign_id
WHERE c.is_public AND c.phase <> 'preparing' ORDER BY c.last_at, c.id
"""
)
FINDINGS = """
SELECT f.body_id, f.id, q.key, f.value, f.true_on, q.allowed_months
FROM findings_finding f JOIN findings_question q ON q.id = f.question_id
LEFT JOIN findings_source s ON s.id = f.source_id
WHERE q.is_public AND (
    f.value = 'not stated' OR (s.kind = 'web' AND s.copy_id IS NOT NULL) OR (s.kind = 'minute' AND s.url <> '')
) ORDER BY f.found_at, f.id
"""
STEPS = """
SELECT s.from_body_id, s.to_body_id, s."on", b.closed_on FROM bodies_succession s JOIN bodies_body b
ON b.id = s.from_body_id WHERE s."on" IS NULL OR s."on" <= %(day)s
"""
DEMANDS = "SELECT body_id, id FROM tracker_demand WHERE is_public"
DECISIONS = "SELECT body_id, id FROM tracker_decision WHERE is_public"
CLOSED = "SELECT id FROM bodies_body WHERE closed_on <= %(day)s"
LEAST_FIRST = ("refused", "overdue", "closed", "waiting", "in_part", "answered")
ANSWERS = ("yes", "no", "unclear", "not stated")


@dataclass
class Numbers:
    """Bodies, how those asked stand, and each question's answers; all by kind of body."""

    bodies: Counter[str] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    answers: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass
class Place:
    """What is counted in one area; of a county, alone and with its districts."""

    tier: str
    nation: str
    own: Numbers = field(default_factory=Numbers)
    whole: Numbers = field(default_factory=Numbers)
    listed: set[str] = field(default_factory=set)  # addresses of all its bodies


@dataclass
class About:
    """What stands on the page of one body."""

    is_closed: bool = False
    cases: set[str] = field(default_factory=set)
    findings: dict[str, str] = field(default_factory=dict)  # of its own: finding -> value
    earlier: dict[str, str] = field(default_factory=dict)  # of those it took over from
    demands: set[str] = field(default_factory=set)
    decisions: set[str] = field(default_factory=set)


class Oracle:
    """Everything that is public, read once for a day. `questions`: key -> the shipped request that puts it."""

    def __init__(self, day: date, questions: Mapping[str, str]) -> None:
        self.day, self.questions = day, questions
        self.places = {slug: Place(tier, nation) for slug, tier, nation in self._rows(AREAS)}
        self.bodies: dict[str, tuple[str, str, str | None]] = {}
        self._count_bodies()
        self._count_requests()
        self._read_findings()
        self._count_answers()

    def _rows(self, sql: str) -> Iterator[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"day": self.day})
            for row in cursor.fetchall():
                yield tuple(_as_id(value) if at < 2 else value for at, value in enumerate(row))

    def _within(self, body: str) -> list[Numbers]:
        """Return where a body counts: in its area, and in the county of that."""
        _, area, county = self.bodies[body]
        found = [self.places[area].own, self.places[area].whole]
        return [*found, self.places[county].whole] if county else found

    def _count_bodies(self) -> None:
        for pk, kind, area, county, slug in self._rows(BODIES):
            self.bodies[pk] = (kind, area, county)
            for numbers in self._within(pk):
                numbers.bodies[kind] += 1
            for name in filter(None, (area, county)):
                self.places[name].listed.add(f"/bodies/{slug}/")

    def _count_requests(self) -> None:
        self.put: dict[str, set[str]] = defaultdict(set)  # template -> bodies to which such a request was published
        stands: dict[str, str] = {}
        for body, _, _, template, state in self._rows(CASES):
            stands[body] = state  # the newest comes last
            self.put[template].add(body)
        for body, state in stands.items():
            for numbers in self._within(body):
                numbers.states[self.bodies[body][0]][state] += 1

    def _read_findings(self) -> None:
        self.findings: dict[str, dict[str, str]] = defaultdict(dict)
        self.newest: dict[tuple[str, str], str] = {}
        for body, pk, key, value, true_on, months in self._rows(FINDINGS):
            self.findings[body][pk] = value
            self.newest[body, key] = "old" if _is_old(true_on, months, self.day) else value
        self.closed = {str(pk) for (pk,) in self._rows(CLOSED)}
        self.before: dict[str, set[str]] = defaultdict(set)
        self.after: dict[str, set[str]] = defaultdict(set)
        for old, new, _, _ in self._rows(STEPS):
            self.before[new].add(old)
            self.after[old].add(new)

    def _count_answers(self) -> None:
        """Count each question's answers, and where it was put by a published request and has none ("asked")."""
        for key, template in self.questions.items():
            for body in self.bodies:
                value = self._answer(body, key) or ("asked" if body in self.put[template] else "")
                for numbers in self._within(body) if value else ():
                    numbers.answers[key, self.bodies[body][0]][value] += 1

    def _answer(self, body: str, key: str) -> str:
        """Return what is known of a body: its own answer, or the nearest of those it took over from alone."""
        at, seen = body, {body}
        while (at, key) not in self.newest or (at != body and at not in self.closed):
            back = self.before[at]
            if len(back) != 1 or self.after[next(iter(back))] != {at} or back & seen:
                return ""
            at = next(iter(back))
            seen.add(at)
        return self.newest[at, key]

    def about(self) -> dict[str, About]:
        """Return what stands on the page of every body of which anything does."""
        found: dict[str, About] = defaultdict(About)
        for body, case in self._cases_of_all():
            found[body].cases.add(case)
        for body, said in self.findings.items():
            found[body].findings.update(said)
        for body, demand in self._rows(DEMANDS):
            found[body].demands.add(demand)
        for body, decision in self._rows(DECISIONS):
            found[body].decisions.add(decision)
        own = {body: (set(one.demands), set(one.decisions)) for body, one in found.items()}
        for body in [*self.before]:
            for old in self._all_before(body):
                found[body].earlier.update(self.findings.get(old, {}))
                demands, decisions = own.get(old, (set(), set())) if old in self.closed else (set(), set())
                found[body].demands |= demands
                found[body].decisions |= decisions
        for body in self.closed:
            found[body].is_closed = True
        return found

    def _cases_of_all(self) -> Iterator[tuple[str, str]]:
        yield from self._rows("SELECT body_id, id FROM foi_case WHERE is_public")

    def _all_before(self, body: str) -> set[str]:
        found: set[str] = set()
        level = {body}
        while level:
            level = {old for one in level for old in self.before.get(one, ())} - found - {body}
            found |= level
        return found


def most_of(states: Mapping[str, int]) -> str:
    """Return what most of those asked did: of equally many, the least done."""
    return min(states, key=lambda one: (-states[one], LEAST_FIRST.index(one))) if states else ""


def commonest(said: Mapping[str, int]) -> str:
    """Return the answer that most gave: of equally many, the later in the order of a form."""
    found = {value: number for value, number in said.items() if value in ANSWERS and number}
    return max(found, key=lambda one: (found[one], ANSWERS.index(one))) if found else ""


def _as_id(value: Any) -> Any:
    return str(value).replace("-", "") if hasattr(value, "hex") and not isinstance(value, bytes | float) else value


def _is_old(true_on: Any, months: int | None, today: date) -> bool:
    """Tell whether an answer is older than twice what its question allows, to the day."""
    if not true_on or not months:
        return False
    day = date.fromisoformat(str(true_on))
    whole = (today.year - day.year) * 12 + today.month - day.month
    return whole > 2 * months or (whole == 2 * months and today.day > day.day)
