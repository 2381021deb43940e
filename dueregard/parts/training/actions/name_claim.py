"""Puts other words to a claim by which a group compares sessions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.training.models import Claim
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape({"words": "claim"})


class NamedAlready(ValueError):
    """Another claim of the group has these words."""


def name_claim(*, claim: Claim, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Claim:
    """Reword a claim. Raises: ChangedMeanwhile, NamedAlready"""
    with transaction.atomic():
        held = Claim.objects.select_for_update().get(pk=claim.pk)
        edit = join_edit(stored={"words": held.words}, wanted=wanted, seen=seen, shape=SHAPE)
        words = edit.values["words"]
        if Claim.objects.filter(group=held.group_id, words__iexact=words).exclude(pk=held.pk).exists():
            raise NamedAlready("Your group already has a claim in these words. Give the statements that one instead.")
        held.words = words
        held.save(update_fields=["words"])
        path = held.get_absolute_url()
        record_edit(edit=edit, did="name_claim", on=held, called=words, path=path, by=by, at=now)
    return held
