"""Changes what a person says about themselves: the name colleagues see, and where the digest goes.

Passwords and keys are allauth's; what a person may do is `change_standing`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.rules.text.joining import Seen, Shape


class DigestNeedsAddress(Exception):
    """A digest was asked for without saying where to."""


SHAPE = Shape(
    {"name": "name", "wants_digest": "whether the digest is sent", "email": "e-mail address"},
    together=(("wants_digest", "email"),),
)


def stored_person(person: Person) -> dict[str, str | bool]:
    """Return what a person says about themselves."""
    return {"name": person.name, "wants_digest": person.wants_digest, "email": person.email}


def change_person(*, person: Person, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Person:
    """Write down a person's shown name and digest, joined with what they changed in another window since `seen`.

    Raises: ChangedMeanwhile, DigestNeedsAddress
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        edit = join_edit(stored=stored_person(person), wanted=wanted, seen=seen, shape=SHAPE)
        for field in edit.changed:
            setattr(person, field, edit.values[field])
        if person.wants_digest and not person.email:
            raise DigestNeedsAddress
        person.save(update_fields=edit.changed)
        path = reverse("me")
        record_edit(edit=edit, did="change_person", on=person, called="your account", path=path, by=by, at=now)
    return person
