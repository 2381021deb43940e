"""Founds a group and says under which name its letters go out.

Who belongs to it is `offer_place` and `take_place`.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_about
from dueregard.records.groups.models import Group


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


def change_group(*, group: Group, name: str, signature: str, postal_address: str, by: Person, now: datetime) -> Group:
    """Change a group's name and how its letters are signed; its address on the site stays. Raises: GroupExists"""
    if Group.objects.filter(name__iexact=name).exclude(pk=group.pk).exists():
        raise GroupExists
    with transaction.atomic():
        group.name, group.signature, group.postal_address = name, signature, postal_address
        group.save(update_fields=["name", "signature", "postal_address"])
        mark_about(groups=[str(group.pk)])  # its letters bear its name, and what is left out of them changes too
        record_act(by=by, did="change_group", on=group, at=now)
    return group


def _slug(name: str) -> str:
    """Return a slug that no group has: the name's own, or that with the first free number."""
    plain = slugify(name)[:110] or "group"
    taken = {"new", *Group.objects.filter(slug__startswith=plain).values_list("slug", flat=True)}  # /desk/groups/new/
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(slug for slug in numbered if slug not in taken)
