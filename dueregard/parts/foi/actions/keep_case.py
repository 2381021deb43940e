"""Says who looks after a case, and under which tags its group finds it. Both are the group's own and never public."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.foi.access import colleagues_in
from dueregard.parts.foi.models import Case
from dueregard.rules.casework.tags import clean_tags, fenced
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape({"assigned_to": "who looks after it", "tags": "tags"})


class NotAColleague(ValueError):
    """The person chosen is no member of the case's group."""


def stored_keeping(case: Case) -> dict[str, str]:
    """Return what the form begins with: the id of who looks after the case, or nothing, and its tags."""
    return {"assigned_to": str(case.assigned_to_id or ""), "tags": case.tags}


def keep_case(*, case: Case, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Case:
    """Change both, joined with what others changed since `seen`. Raises: ChangedMeanwhile, NotAColleague, NotTags"""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)
        edit = join_edit(stored=stored_keeping(case), wanted=wanted, seen=seen, shape=SHAPE)
        chosen = edit.values["assigned_to"]
        is_new = chosen and "assigned_to" in edit.changed
        if is_new and not colleagues_in(case).filter(pk=UUID(chosen)).exists():
            raise NotAColleague("Choose someone who is in this group.")
        case.assigned_to_id = UUID(chosen) if chosen else None
        case.tags = clean_tags(edit.values["tags"])
        case.tag_words = fenced(case.tags)
        case.save(update_fields=["assigned_to", "tags", "tag_words"])
        path = case.get_absolute_url()
        record_edit(edit=edit, did="keep_case", on=case, called=case.body.name, path=path, by=by, at=now)
    return case
