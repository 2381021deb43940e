"""A form that edits a stored thing: it takes along what its reader saw, and asks about what clashes.

What was seen lies signed in a hidden field: nothing is stored, and it holds when somebody has to sign in again before
they save. What clashes is decided in rules/text/joining; the action asks the same again, on the locked row.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.http import QueryDict

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.editing.forms.settling import ASKING, THEIRS, YOURS, Settling, SettlingField
from dueregard.foundation.editing.queries import changes_since, who_changed
from dueregard.rules.practice.site_time import real
from dueregard.rules.text.joining import Seen, Shape, as_text, as_texts, join_edits

SALT = "dueregard.editing"
SOMEBODY = "Someone else, or an update,"


def sealed(seen: Seen, *, on: models.Model, settlings: Iterable[Settling] = ()) -> str:
    """Return what was seen of a thing, signed, to travel in a form."""
    content = {
        "on": _key(on),
        "since": seen.since.isoformat(),
        "values": dict(seen.values),
        "is_joined": seen.is_joined,
        "settlings": [one.packed for one in settlings],
    }
    return signing.dumps(content, salt=SALT, compress=True)


def unsealed(text: str, *, on: models.Model, now: datetime) -> tuple[Seen, list[Settling]]:
    """Return what was seen, and what was asked. A text that this site did not write for this thing says nothing."""
    try:
        content = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return Seen(real(now), {}), []
    if content["on"] != _key(on):
        return Seen(real(now), {}), []
    seen = Seen(datetime.fromisoformat(content["since"]), content["values"], is_joined=content["is_joined"])
    return seen, [Settling.kept(packed) for packed in content["settlings"]]


def _key(on: models.Model) -> str:
    return f"{on._meta.label_lower}:{on.pk}"


class GuardedForm(forms.Form):
    """A form over the fields of `shape` that a stored thing has now; it may have more, which belong to no clash."""

    asking = ASKING

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
        self.fit()
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self._on, self._shape, self._person, self._now = on, shape, person, real(now)
        self._settlings: dict[str, Settling] = {}
        self.seen = self._first_seen(stored, now)
        if data is None:
            self._join(stored, into=self.initial)
        else:
            self.data = self._sent = data.copy()
            self._open(now)
            self._join(stored, into=self._sent)

    def fit(self) -> None:
        """Fit the fields to the thing at hand, before anything is joined."""

    def _first_seen(self, stored: Mapping[str, Any], now: datetime) -> Seen:
        """Return what somebody has seen who opens the form now."""
        return Seen(real(now), as_texts({name: stored[name] for name in self.guarded}))

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
        self._join(meanwhile.stored, into=self._sent)
        self.full_clean()

    def saved(self, words: str) -> str:
        """Return what is said after saving; with who else saved meanwhile, if anybody did."""
        changes = changes_since(on=self._on, since=self.seen.since)
        others = [change for change in changes if (change.by, change.at) != (self._person, self._now)]
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
            self.add_error(None, self.asking.sentence.format(who=who, when=when, fields=fields))

    def _open(self, now: datetime) -> None:
        """Read what was seen when the form was opened, and take the answers to what was asked."""
        self.seen, settlings = unsealed(str(self._sent.get("seen", "")), on=self._on, now=now)
        for one in settlings:
            self._settlings[one.name] = one
            chosen = {THEIRS: one.theirs, YOURS: one.yours}.get(self._sent.get(one.key, ""))
            if chosen is not None:
                self._sent[one.name] = chosen

    def _join(self, stored: Mapping[str, Any], *, into: MutableMapping[str, Any]) -> None:
        """Join what was typed with what is stored now, in the fields themselves."""
        theirs = as_texts({name: stored[name] for name in self.guarded})
        yours = {name: self._text(name, into) for name in self.guarded}
        # Who chose between two answers is asked again when there is a third; in a long text that shows by itself.
        asked = self._settlings.keys() - self._shape.by_paragraph
        seen = {name: text for name, text in self.seen.values.items() if name not in asked or theirs[name] == text}
        joining = join_edits(seen=seen, theirs=theirs, yours=yours, shape=self._shape)
        for name, text in joining.values.items():
            if text != yours[name]:
                into[name] = text
        if joining.clashes:
            changes = changes_since(on=self._on, since=self.seen.since)
            for clash in joining.clashes:
                change = who_changed(changes, clash.name)
                who, when = (change.who(self._person), f"{change.when}, ") if change else (SOMEBODY, "")
                self._settlings[clash.name] = Settling.of(clash, who=who, when=when)
                into.pop(self._settlings[clash.name].key, None)
        is_joined = self.seen.is_joined or theirs != self.seen.values
        self.seen = replace(self.seen, values=theirs, is_joined=is_joined)
        into["seen"] = sealed(self.seen, on=self._on, settlings=self._settlings.values())
        self._place_questions()

    def _text(self, name: str, given: MutableMapping[str, Any]) -> str:
        if not self.is_bound:
            return as_text(given[name])
        return as_text(self.fields[name].widget.value_from_datadict(self._sent, self.files, self.add_prefix(name)))

    def _place_questions(self) -> None:
        """Put each question before its field, which stays the place to write something else."""
        order: list[str] = []
        for name in [name for name in self.fields if not name.startswith("settle-")]:
            one = self._settlings.get(name)
            if one:
                field = self.fields[name]
                label = str(field.label or name.replace("_", " ").capitalize())
                self.fields[one.key] = SettlingField(one, field, label, self.asking)
                order.append(one.key)
            order.append(name)
        self.order_fields(order)
