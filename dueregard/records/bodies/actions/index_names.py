"""Keep the words used to find bodies in step with their names, and count the register's version up.

Called by every action that adds a body or changes a name, inside its transaction.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from dueregard.records.bodies.actions.write_rows import write_rows
from dueregard.records.bodies.models import Body, NameWord, OtherName, RegisterVersion
from dueregard.rules.register.body_names import index_words


def index_names(*, added: Iterable[Body] = (), renamed: Iterable[UUID] = ()) -> None:
    """Rewrite the words of these bodies' names. Bodies just added have none yet, so none are looked for."""
    fresh = list(added)
    again = list(Body.objects.filter(pk__in=list(renamed)).only("pk", "name", "short_name").order_by())
    if not fresh and not again:
        return
    others: dict[UUID, list[str]] = defaultdict(list)
    wanted = [body.pk for body in [*fresh, *again]]
    for pk, name in OtherName.objects.filter(body_id__in=wanted).values_list("body_id", "name").order_by():
        others[pk].append(name)
    NameWord.objects.filter(body_id__in=[body.pk for body in again]).delete()
    rows = [
        (body.pk, word)
        for body in [*fresh, *again]
        for word in index_words([body.name, body.short_name, *others[body.pk]])
    ]
    write_rows(model=NameWord, columns=("body", "word"), rows=rows)
    RegisterVersion.objects.get_or_create(id=1)
    RegisterVersion.objects.filter(id=1).update(number=F("number") + 1)
