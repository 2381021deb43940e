"""Tells whoever changed a thing first that a colleague wanted to change it too and was refused.

The colleague is told by the refusal itself; so both know, and can speak with one another.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice
from dueregard.rules.practice.site_time import real


def tell_refused(
    *, to: Iterable[Person], called: str, path: str, lines: Iterable[tuple[str, str, str]], by: Person, now: datetime
) -> None:
    """Write a notice for each of them but `by`. A line is the place in words, what it is, and what `by` wanted.

    Call it outside of the transaction that is refused. No row of the audit is added: nothing was changed.
    """
    others = {person.pk: person for person in to if person != by}
    rows = [{"field": field, "was": stands, "now": wanted} for field, stands, wanted in lines]
    with transaction.atomic():
        for person in others.values():
            EditNotice.objects.create(
                to=person, by=by, at=real(now), called=called[:200], path=path, lines=rows, is_refused=True
            )
        Person.objects.filter(pk__in=others).update(has_notices=True)
