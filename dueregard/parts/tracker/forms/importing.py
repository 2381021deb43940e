"""A table of demands that is pasted, or saved in a file."""

from __future__ import annotations

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.tracker.demand_table import text_of

LARGEST = 1024 * 1024


class TableForm(forms.Form):
    """The table, and whose demands they are. `text` holds the table, wherever it came from, once the form is valid."""

    group = forms.ModelChoiceField(
        label="Which group is recording these?", queryset=Group.objects.none(), empty_label=None
    )
    text = forms.CharField(
        label="Paste the table",
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="The first line names the columns: Body, Demand, Demanded on, Demanded by. You may add What was done "
        "and Done on, Answer and Answered on, Outcome and Outcome on, Details.",
    )
    file = forms.FileField(label="Or choose a file (CSV)", required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Take the file where there is one; show its words in the field, so that they can be corrected there."""
        data = super().clean() or {}
        file = data.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", "is larger than 1 MB. Import it in pieces.")
        elif file is not None:
            data["text"] = text_of(file.read())
            self.data = {**self.data.dict(), "text": data["text"]}  # type: ignore[attr-defined]  # a QueryDict
        if not self.errors and not data.get("text", "").strip():
            self.add_error("text", "Paste a table, or choose a file.")
        return data
