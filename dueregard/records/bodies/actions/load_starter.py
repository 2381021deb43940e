"""Load the starter register that comes with the project: bodies first, then who took over from whom.

Loading it twice changes nothing, and never overrides what an official file or a person has said since.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.actions.import_bodies import ImportReport, import_bodies
from dueregard.records.bodies.gateways.starter import FACTS, SuccessionFact, read_starter, read_successions
from dueregard.records.bodies.models import Identifier, Scheme, Succession


def load_starter(
    *, by: Person | None, now: datetime, finished: Callable[[], datetime], dry_run: bool = False
) -> ImportReport:
    """Read the project's own tables into the register."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(FACTS.glob("*.csv"))))
    report = import_bodies(
        rows=read_starter(),
        kind="starter",
        file_name="starter register",
        sha256=digest.hexdigest(),
        by=by,
        now=now,
        finished=finished,
        dry_run=dry_run,
    )
    if not dry_run:
        _write_successions(read_successions())
    return report


def _write_successions(facts: list[SuccessionFact]) -> None:
    own = dict(Identifier.objects.filter(scheme=Scheme.OWN).values_list("value", "body_id"))
    with transaction.atomic():
        known = set(Succession.objects.values_list("from_body_id", "to_body_id"))
        # Entries that were merged answer to the names of both, so two lines may now say the same, or lead nowhere.
        wanted = {(own[fact.from_slug], own[fact.to_slug]): fact for fact in reversed(facts)}
        Succession.objects.bulk_create(
            Succession(from_body_id=before, to_body_id=after, on=fact.on, note=fact.note)
            for (before, after), fact in reversed(wanted.items())
            if (before, after) not in known and before != after
        )
