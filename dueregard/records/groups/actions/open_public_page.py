"""Says where a group works, and opens or closes its own public page. Nobody is named there.

How its letters are signed is `found_group`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.areas.models import Area
from dueregard.records.groups.models import Group
from dueregard.rules.groups.nobody_named import doubts, member_named, of_a_person
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {
        "area": "area",
        "sector": "where its members are",
        "is_public": "whether it has a public page",
        "about": "what the group does",
        "whereabouts": "where it meets, roughly",
        "reach": "how to reach it",
    },
    by_paragraph=frozenset({"about"}),
)
SAID = ("about", "whereabouts", "reach")


class NothingToShow(ValueError):
    """A public page says what the group does and how to reach it."""


class NamesAMember(ValueError):
    """The page would name one of the group's people. `name` is who."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class MayNameSomebody(ValueError):
    """Words that may lead to a person; somebody has to look at them. `words` are those."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(", ".join(words))
        self.words = words


def stored_page(group: Group) -> dict[str, Any]:
    """Return what a person may change. The area is named by its slug."""
    return {
        "area": group.area.slug if group.area else "",
        "sector": group.sector,
        "is_public": group.is_public,
        "about": group.about,
        "whereabouts": group.whereabouts,
        "reach": group.reach,
    }


def change_public_page(
    *, group: Group, wanted: Mapping[str, Any], names_nobody: bool, seen: Seen, by: Person, now: datetime
) -> Group:
    """Change where a group works and what its page says, joined with what others wrote since `seen`.

    `names_nobody`: a person has looked at the words that may name somebody, and says they do not.
    Raises: ChangedMeanwhile, NothingToShow, NamesAMember, MayNameSomebody, Area.DoesNotExist
    """
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",)).select_related("area").get(pk=group.pk)
        edit = join_edit(stored=stored_page(group), wanted=wanted, seen=seen, shape=SHAPE)
        for field in edit.changed:
            value = edit.values[field]
            if field == "area":
                group.area = Area.objects.get(slug=value) if value else None
            else:
                setattr(group, field, value)
        if "is_public" in edit.changed:
            group.public_since = now if group.is_public else None
        if group.is_public:
            _check(group, names_nobody=names_nobody)
        group.save(update_fields=[*edit.changed, "public_since"])
        mark_changed(kind="group", keys=[str(group.pk)])
        path = reverse("group", args=[group.slug])
        record_edit(edit=edit, did="change_public_page", on=group, called=group.name, path=path, by=by, at=now)
    return group


def check_name(group: Group) -> None:
    """Refuse a name under which everybody would read who belongs to a public group. Raises: NamesAMember"""
    if group.is_public and (name := member_named([group.name], _names(_people(group)))):
        raise NamesAMember(name)


def _people(group: Group) -> list[Person]:
    return [membership.person for membership in group.memberships.select_related("person")]


def _names(people: list[Person]) -> list[str]:
    return [name for person in people for name in (person.name, person.username)]


def _check(group: Group, *, names_nobody: bool) -> None:
    if not group.about.strip() or not group.reach.strip():
        raise NothingToShow
    people = _people(group)
    names = _names(people)
    texts = [group.name, *(getattr(group, field) for field in SAID)]
    own = {person.email.casefold() for person in people if person.email}
    if group.reach.casefold() in own:
        raise NamesAMember(group.reach)
    if name := member_named(texts, names):
        raise NamesAMember(name)
    known = (group.name, group.area.name if group.area else "", group.get_sector_display())
    found = doubts([group.about, group.whereabouts], members=names, known=known)
    if part := of_a_person(group.reach, names):
        found.append(part)
    if found and not names_nobody:
        raise MayNameSomebody(found)
