"""Reading the starter register, the project's own tables in `facts/`.

`facts/README.md` lists the columns and sources of each table.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.records.bodies.gateways.body_facts import BodyFacts, OtherNameFact
from dueregard.records.bodies.gateways.cells import read_date
from dueregard.records.bodies.gateways.sources import STARTER
from dueregard.records.bodies.models import Scheme

FACTS = Path(__file__).resolve().parents[1] / "facts"
TABLES = ("councils", "universities", "colleges", "nhs", "police", "national")
_CODES = (Scheme.GSS, Scheme.UKPRN, Scheme.HESA, Scheme.ODS, Scheme.WDTK, Scheme.POLICE)
_TEXTS = ("short_name", "region", "area_code", "town", "law_because", "unsure")


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    """One body took over from another; both by their name in the starter register."""

    from_slug: str
    to_slug: str
    on: date | None
    note: str


def read_starter() -> Iterator[BodyFacts]:
    """Yield every body of the starter register."""
    names = _other_names()
    for table in TABLES:
        with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                yield _facts(table, line, row, names.get(row["slug"], ()))


def read_successions() -> list[SuccessionFact]:
    """Return who took over from whom."""
    with (FACTS / "successions.csv").open(encoding="utf-8", newline="") as file:
        return [
            SuccessionFact(row["from_slug"], row["to_slug"], read_date(row["on"]), row["note"])
            for row in csv.DictReader(file)
        ]


def _other_names() -> dict[str, tuple[OtherNameFact, ...]]:
    names: dict[str, tuple[OtherNameFact, ...]] = {}
    with (FACTS / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            other = OtherNameFact(row["name"], row["kind"], read_date(row["until_on"]))
            names[row["slug"]] = (*names.get(row["slug"], ()), other)
    return names


def _facts(table: str, line: int, row: dict[str, str], names: tuple[OtherNameFact, ...]) -> BodyFacts:
    says: dict[str, str | date | None] = {field: row.get(field, "") for field in _TEXTS}
    says["law_override"] = row.get("law", "")
    says["opened_on"] = read_date(row.get("opened_on", ""))
    says["closed_on"] = read_date(row.get("closed_on", ""))
    if row.get("prevent_duty"):
        says["prevent_duty"] = row["prevent_duty"]
        says["prevent_because"] = _WHY_OTHERWISE[row["prevent_duty"]]
    codes = [(Scheme.OWN.value, row["slug"])]
    codes += [(scheme.value, code) for scheme in _CODES for code in row.get(scheme.value, "").split(";") if code]
    return BodyFacts(
        line, row["name"], row["kind"], row["nation"], tuple(codes), STARTER, says, names, slug=row["slug"]
    )


_WHY_OTHERWISE = {
    "yes": "Schedule 6 to the Counter-Terrorism and Security Act 2015 names it.",
    "no": "Schedule 6 to the Counter-Terrorism and Security Act 2015 does not name it.",
    "unconfirmed": "We could not confirm whether Schedule 6 to the Counter-Terrorism and Security Act 2015 names it.",
}
