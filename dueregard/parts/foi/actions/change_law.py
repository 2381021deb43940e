"""Changing the law that applies to a case, for example when a request turns out to be environmental."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.tell_refused import tell_refused
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.recompute import recompute
from dueregard.parts.foi.models import Case, DateChange
from dueregard.rules.law.laws import Law


class SameLaw(Exception):
    """This law already applies to the case."""


class LawChangedMeanwhile(Exception):
    """Somebody else has put the case under another law than the one this person had before them."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            f"A colleague has just changed the law to {Law(case.law).label}. Your change was not made. "
            "Look at the case, and change the law again if you still need to."
        )
        self.case = case


def change_law(*, case: Case, law: Law, seen: str, by: Person, now: datetime) -> Case:
    """Work the case out under another law and write down which date moved and why. `seen` is the law it was under.

    Raises: SameLaw, LawChangedMeanwhile
    """
    try:
        return _change_law(case, law, seen, by, now)
    except LawChangedMeanwhile as refusal:
        _tell_who_was_first(refusal.case, law, by, now)
        raise


def _tell_who_was_first(case: Case, wanted: Law, by: Person, now: datetime) -> None:
    act = Act.objects.filter(did="change_law", on_kind=case._meta.label_lower, on_id=str(case.pk)).first()
    lines = [("law", Law(case.law).label, wanted.label)]
    called, path = f"the law of your case with {case.body.name}", case.get_absolute_url()
    first = [act.by] if act and act.by else []
    tell_refused(to=first, called=called, path=path, lines=lines, by=by, now=now)


def _change_law(case: Case, law: Law, seen: str, by: Person, now: datetime) -> Case:
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=case.pk)
        if case.law == law:
            raise SameLaw(f"This case is already under that law: {law.label}.")
        if case.law != seen:
            raise LawChangedMeanwhile(case)
        was_on, case.law = case.due_on, law.value
        case.save(update_fields=["law"])
        recompute(case=case)
        if case.due_on != was_on:
            because = f"{by.name} changed the law for this case to {law.label}."
            DateChange.objects.create(case=case, at=now, was_on=was_on, now_on=case.due_on, because=because[:300])
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="change_law", on=case, at=now, details={"law": law.value})
    return case
