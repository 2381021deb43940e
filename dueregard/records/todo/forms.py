"""Who is to have a waiting thing, and until when."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from dueregard.foundation.accounts.models import Person


class WhoForm(forms.Form):
    """A colleague and a day. `seen` is who had it when the form was shown: an id, or empty."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())
    person = forms.ModelChoiceField(
        label="Who does it", queryset=Person.objects.none(), widget=forms.RadioSelect(), empty_label=None
    )
    until = forms.DateField(
        label="Until",
        help_text="After that day, anyone can take it again.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
