"""Import a table of postcode sectors in the place of the one before. If no line can be used, nothing changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.areas.gateways.postcode_table import BadLine, SectorFact
from dueregard.records.areas.gateways.wrong_file import WrongFile
from dueregard.records.areas.models import AreaCode, PostcodeFile, PostcodeSector


@dataclass(slots=True)
class PostcodeReport:
    """What an import of postcodes did, or would do."""

    rows: int = 0
    sectors: int = 0
    shared: int = 0  # sectors in more than one area
    problems: list[BadLine] = field(default_factory=list)
    dry_run: bool = False


def import_postcodes(
    *,
    facts: Iterable[SectorFact | BadLine],
    name: str,
    sha256: str,
    licence: str,
    by: Person | None,
    now: datetime,
    dry_run: bool = False,
) -> PostcodeReport:
    """Write the rows whose code is of an area that we know. Raises: WrongFile"""
    known = set(AreaCode.objects.values_list("code", flat=True))
    report, good = PostcodeReport(dry_run=dry_run), dict[tuple[str, str], SectorFact]()
    for fact in facts:
        if isinstance(fact, BadLine):
            report.problems.append(fact)
        elif fact.code not in known:
            report.problems.append(BadLine(fact.line, f"no area has the code {fact.code}"))
        elif (fact.sector, fact.code) in good:
            report.problems.append(BadLine(fact.line, f"{fact.sector} in {fact.code} appears twice"))
        else:
            good[fact.sector, fact.code] = fact
    if not good:
        raise WrongFile(
            "No line of this file can be used, so nothing was changed. Load the areas first, then check it."
        )
    sectors = [sector for sector, _ in good]
    report.rows, report.sectors = len(good), len(set(sectors))
    report.shared = len({sector for sector, number in _counted(sectors).items() if number > 1})
    if not dry_run:
        _write(list(good.values()), name=name, sha256=sha256, licence=licence, by=by, now=now)
    return report


def _counted(sectors: list[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for sector in sectors:
        numbers[sector] = numbers.get(sector, 0) + 1
    return numbers


def _write(facts: list[SectorFact], *, name: str, sha256: str, licence: str, by: Person | None, now: datetime) -> None:
    with transaction.atomic():
        PostcodeFile.objects.all().delete()
        file = PostcodeFile.objects.create(
            name=name, sha256=sha256, licence=licence, imported_at=now, imported_by=by, rows=len(facts)
        )
        PostcodeSector.objects.bulk_create(
            (PostcodeSector(file=file, sector=fact.sector, code=fact.code, share=fact.share) for fact in facts),
            batch_size=1000,
        )
        record_act(by=by, did="areas.postcodes_imported", on=file, at=now, details={"rows": len(facts)})
