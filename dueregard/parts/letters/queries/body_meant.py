"""Which body somebody means who typed a name: the one, several to choose from, or the name itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.bodies_named import bodies_named
from dueregard.rules.letters.markup import cleaned
from dueregard.rules.register.body_names import normalise

AS_TYPED = "as-typed"  # the choice of a writer whose body is not in the register


@dataclass(frozen=True, slots=True)
class Meant:
    """The body, or the name to use for it; or, while neither is clear, the bodies to choose from."""

    name: str = ""
    body: Body | None = None
    options: tuple[Body, ...] = ()
    is_as_typed: bool = False  # its writer said that none of the options is meant

    @property
    def is_clear(self) -> bool:
        """Tell whether a writer need not choose."""
        return not self.options


def body_meant(typed: Mapping[str, str], among: QuerySet[Body]) -> Meant:
    """Return what a form means by `body` (a name), `which` (a choice), and from before `body_id` and `as_typed`.

    `among` are the bodies of which its writer may read.
    """
    name = " ".join(cleaned(typed.get("body", "")).split())[:200]
    which = typed.get("which", "")
    chosen = body_with_id(which, among) or body_with_id(typed.get("body_id", ""), among)
    if chosen and (which or not name or normalise(name) == normalise(chosen.name)):
        return Meant(chosen.name, chosen)
    if not name or which == AS_TYPED or name == typed.get("as_typed"):
        return Meant(name, is_as_typed=bool(name))
    named = bodies_named([name], among)[name]
    if len(named.exactly) == 1:
        return Meant(named.exactly[0].name, named.exactly[0])
    return Meant(name, options=named.exactly or named.near)


def body_with_id(typed: str, among: QuerySet[Body]) -> Body | None:
    """Return that of these bodies with this id, also of an entry that was merged into it.

    None for whatever is no id of one of them.
    """
    try:
        wanted = UUID(typed)
    except ValueError:
        return None
    return among.filter(pk=wanted).first() or among.filter(merged_entries__was=wanted).first()
