"""Checks what a person typed about an inbox. Whether a list is the group's, its signature says."""

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.rules.sealed.manifest import LARGEST


class ListForm(forms.Form):
    """The content of a signed list of keyholders."""

    signed = forms.CharField(
        label="The signed list",
        max_length=2 * LARGEST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text="Open manifest.json, the file “dueregard-keyholder list make” wrote, and paste all of it here.",
    )


class KeyholderForm(forms.Form):
    """A member of the group who is to fetch what is sealed."""

    person = forms.ModelChoiceField(label="Who", queryset=Person.objects.none(), empty_label=None)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members
