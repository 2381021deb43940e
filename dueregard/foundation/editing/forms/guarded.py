"""A form that edits a stored thing: it takes along what its reader saw, and asks about what clashes.

What was seen lies signed in a hidden field: nothing is stored, and it holds when somebody has to sign in again before
they save. What clashes is decided in rules/text/joining; the action asks the same again, on the locked row.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.http import QueryDict

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.editing.forms.settling import THEIRS, YOURS, Settling, SettlingField
from dueregard.foundation.editing.queries import changes_since, who_changed
from dueregard.rules.text.joining import Seen, Shape, as_text, as_texts, join_edits

SALT = "dueregard.editing"
SOMEBODY = "Somebody else"


class GuardedForm(forms.Form):
    """A form over the fields of `shape` that a stored thing has now; it may have more, which belong to no clash."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        on: models.Model,
        stored: Mapping[str, Any],
        shape: Shape,
        person: Person,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial={**as_texts(stored), **kwargs.pop("initial", {})}, **kwargs)
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self._on, self._shape, self._person = on, shape, person
        self._settlings: dict[str, Settling] = {}
        self.seen = Seen(now, as_texts({name: stored[name] for name in self.guarded}))
        self.initial["seen"] = self._sealed()
        if data is not None:
            self.data = self._sent = data.copy()
            self._open(str(data.get("seen", "")), now)
            self._join(stored)

    @property
    def guarded(self) -> list[str]:
        """Return the names of the fields that are joined."""
        return [name for name in self._shape.words if name in self.fields]

    @property
    def typed(self) -> dict[str, Any]:
        """Return what is wanted of the stored thing, once the form is valid."""
        return {name: self.cleaned_data[name] for name in self.guarded}

    def meet(self, meanwhile: ChangedMeanwhile) -> None:
        """Ask about what somebody stored between the check of this form and its action."""
        self._join(meanwhile.stored)
        self.full_clean()

    def saved(self, words: str) -> str:
        """Return what is said after saving; with who else saved meanwhile, if anybody did."""
        others = [change for change in changes_since(on=self._on, since=self.seen.since) if change.by != self._person]
        if not others or not (self.seen.is_joined or others[0].at > self.seen.since):
            return words
        last = others[0]
        return f"{words} {last.who(self._person)} saved a change too, {last.when}, while you were writing."

    def full_clean(self) -> None:
        """Check what was typed, and say at the top who changed what in the meantime."""
        super().full_clean()
        asked = [one for one in self._settlings.values() if one.key in self.errors]
        for who, when in dict.fromkeys((one.who, one.when) for one in asked):
            fields = ", ".join(self._shape.words[one.name] for one in asked if (one.who, one.when) == (who, when))
            self.add_error(None, f"{who} changed this {when}while you were writing: {fields}. Choose below what stays.")

    def _sealed(self) -> str:
        content = {
            "on": self._key,
            "since": self.seen.since.isoformat(),
            "values": dict(self.seen.values),
            "is_joined": self.seen.is_joined,
            "settlings": [one.packed for one in self._settlings.values()],
        }
        return signing.dumps(content, salt=SALT, compress=True)

    @property
    def _key(self) -> str:
        return f"{self._on._meta.label_lower}:{self._on.pk}"

    def _open(self, sealed: str, now: datetime) -> None:
        """Read what was seen when the form was opened. What did not come from this site says nothing of it."""
        self.seen = Seen(now, {})
        try:
            content = signing.loads(sealed, salt=SALT)
        except signing.BadSignature:
            return
        if content["on"] != self._key:
            return
        since = datetime.fromisoformat(content["since"])
        self.seen = Seen(since, content["values"], is_joined=content["is_joined"])
        for packed in content["settlings"]:
            one = Settling.kept(packed)
            self._settlings[one.name] = one
            chosen = {THEIRS: one.theirs, YOURS: one.yours}.get(self._sent.get(one.key, ""))
            if chosen is not None:
                self._sent[one.name] = chosen

    def _join(self, stored: Mapping[str, Any]) -> None:
        """Join what was typed with what is stored now, in the fields themselves."""
        theirs = as_texts({name: stored[name] for name in self.guarded})
        yours = {name: self._typed_text(name) for name in self.guarded}
        # Who chose between two answers is asked again when there is a third; in a long text that shows by itself.
        asked = self._settlings.keys() - self._shape.by_paragraph
        seen = {name: text for name, text in self.seen.values.items() if name not in asked or theirs[name] == text}
        joining = join_edits(seen=seen, theirs=theirs, yours=yours, shape=self._shape)
        for name, text in joining.values.items():
            if text != yours[name]:
                self._sent[name] = text
        if joining.clashes:
            changes = changes_since(on=self._on, since=self.seen.since)
            for clash in joining.clashes:
                change = who_changed(changes, clash.name)
                who, when = (change.who(self._person), f"{change.when}, ") if change else (SOMEBODY, "")
                self._settlings[clash.name] = Settling.of(clash, who=who, when=when)
                self._sent.pop(self._settlings[clash.name].key, None)
        is_joined = self.seen.is_joined or theirs != self.seen.values
        self.seen = replace(self.seen, values=theirs, is_joined=is_joined)
        self._sent["seen"] = self._sealed()
        self._place_questions()

    def _typed_text(self, name: str) -> str:
        return as_text(self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _place_questions(self) -> None:
        """Put each question before its field, which stays the place to write something else."""
        order: list[str] = []
        for name in [name for name in self.fields if not name.startswith("settle-")]:
            one = self._settlings.get(name)
            if one:
                field = self.fields[name]
                self.fields[one.key] = SettlingField(
                    one, field, str(field.label or name.replace("_", " ").capitalize())
                )
                order.append(one.key)
            order.append(name)
        self.order_fields(order)
