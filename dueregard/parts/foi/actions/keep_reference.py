"""Keeps the body's own number for a request; later letters quote it, and its replies are known by it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.sort_reply import REFERENCE, stored_reference
from dueregard.parts.foi.models import Case
from dueregard.rules.text.joining import Seen


def keep_reference(*, case: Case, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Case:
    """Set, correct or remove the reference, joined with what others changed since `seen`. Raises: ChangedMeanwhile"""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)
        edit = join_edit(stored=stored_reference(case), wanted=wanted, seen=seen, shape=REFERENCE)
        case.their_reference = edit.values["their_reference"].strip()
        case.save(update_fields=["their_reference"])
        mark_changed(kind="case", keys=[str(case.pk)])
        path = reverse("foi:reference", args=[case.pk])
        record_edit(edit=edit, did="keep_reference", on=case, called=case.body.name, path=path, by=by, at=now)
    return case
