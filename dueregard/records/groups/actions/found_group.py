"""Founds a group and says under which name its letters go out.

Who belongs to it is `offer_place` and `take_place`.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_about, mark_changed
from dueregard.records.groups.actions.open_public_page import check_name
from dueregard.records.groups.models import Group
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape({"name": "name", "signature": "name that signs the letters", "postal_address": "postal address"})


class GroupExists(Exception):
    """A group of this name is there already."""


def found_group(*, name: str, signature: str, postal_address: str = "", by: Person, now: datetime) -> Group:
    """Found a group. `signature` is the real name of whoever signs its letters. Raises: GroupExists

    Source: Freedom of Information Act 2000, s.8(1)(b): a request states the name of the applicant.
    """
    if Group.objects.filter(name__iexact=name).exists():
        raise GroupExists
    try:
        with transaction.atomic():
            group = Group.objects.create(
                name=name, slug=_slug(name), signature=signature, postal_address=postal_address, created_at=now
            )
            record_act(by=by, did="found_group", on=group, at=now)
    except IntegrityError as clash:  # somebody founded it at the same moment
        raise GroupExists from clash
    return group


def stored_group(group: Group) -> dict[str, str]:
    """Return what a person may change."""
    return {"name": group.name, "signature": group.signature, "postal_address": group.postal_address}


def change_group(*, group: Group, wanted: Mapping[str, str], seen: Seen, by: Person, now: datetime) -> Group:
    """Change a group's name and how its letters are signed, joined with what others wrote since `seen`.

    Its address on the site stays. Raises: ChangedMeanwhile, GroupExists, NamesAMember (of a public group)
    """
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        edit = join_edit(stored=stored_group(group), wanted=wanted, seen=seen, shape=SHAPE)
        for field in edit.changed:
            setattr(group, field, edit.values[field])
        if Group.objects.filter(name__iexact=group.name).exclude(pk=group.pk).exists():
            raise GroupExists
        if "name" in edit.changed:
            check_name(group)
        group.save(update_fields=edit.changed)
        mark_changed(kind="group", keys=[str(group.pk)])
        mark_about(groups=[str(group.pk)])  # its letters bear its name, and what is left out of them changes too
        path = reverse("group", args=[group.slug])
        record_edit(edit=edit, did="change_group", on=group, called=group.name, path=path, by=by, at=now)
    return group


def _slug(name: str) -> str:
    """Return a slug that no group has: the name's own, or that with the first free number."""
    plain = slugify(name)[:110] or "group"
    taken = {"new", *Group.objects.filter(slug__startswith=plain).values_list("slug", flat=True)}  # /desk/groups/new/
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(slug for slug in numbered if slug not in taken)
