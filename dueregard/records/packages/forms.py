"""What people type about a package. The form checks; an action writes."""

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.lines.forms import Line
from dueregard.records.groups.access import groups_of
from dueregard.records.groups.models import Group


class ExportForm(forms.Form):
    """Of which group a package is made, and what it is called."""

    group = forms.ModelChoiceField(queryset=Group.objects.none())
    title = Line(max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_of(person)
