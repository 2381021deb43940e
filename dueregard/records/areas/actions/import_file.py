"""Import one file about areas, of whichever sort, and say in lines what that did: for the command and for the page."""

import hashlib
from datetime import datetime
from pathlib import Path

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.actions.import_boundaries import BoundaryReport, import_boundaries
from dueregard.records.areas.actions.import_postcodes import PostcodeReport, import_postcodes
from dueregard.records.areas.gateways.boundary_file import read_boundaries
from dueregard.records.areas.gateways.postcode_table import read_sectors

BOUNDARIES, POSTCODES = "boundaries", "postcodes"
_OGL = "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
LICENCES = {
    BOUNDARIES: f"{_OGL} Contains OS data © Crown copyright and database right.",
    POSTCODES: f"{_OGL} Contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail "
    "copyright and database right.",
}
_SHOWN = 50


def import_file(
    what: str, path: Path, *, name: str, licence: str, by: Person | None, now: datetime, dry_run: bool
) -> list[str]:
    """Import boundaries or postcodes, and return what that did, line by line. Raises: WrongFile"""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if what == BOUNDARIES:
        return _of_boundaries(
            import_boundaries(
                boundaries=read_boundaries(path),
                name=name,
                sha256=sha256,
                licence=licence,
                by=by,
                now=now,
                dry_run=dry_run,
            )
        )
    return _of_postcodes(
        import_postcodes(
            facts=read_sectors(path), name=name, sha256=sha256, licence=licence, by=by, now=now, dry_run=dry_run
        )
    )


def _of_boundaries(report: BoundaryReport) -> list[str]:
    lines = [f"{report.shapes} shapes, read as {report.projection}, right to about {report.tolerance} metres."]
    if report.joined:
        lines.append(f"Joined from the areas before them: {_some(report.joined)}.")
    if report.mended:
        lines.append(f"Rings that crossed themselves were mended: {_some(report.mended)}.")
    if report.unknown:
        lines.append(f"Left out, no area has these codes: {_some(report.unknown)}.")
    if report.without_code:
        lines.append(f"Left out, without a code or a shape: {report.without_code}.")
    if report.missing:
        lines.append(f"Without a shape in this file: {_some(report.missing)}.")
    return lines


def _of_postcodes(report: PostcodeReport) -> list[str]:
    lines = [f"{report.sectors:,} postcode sectors, {report.shared:,} of them in more than one council area."]
    lines += [f"Line {one.line}: {one.problem}" for one in report.problems[:_SHOWN]]
    if len(report.problems) > _SHOWN:
        lines.append(f"… and {len(report.problems) - _SHOWN} more lines that cannot be used.")
    return lines


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
