"""What a person types as a note."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.records.groups.models import Group

PRIVATE = "Only your group sees it. It is never published or sent."


class NewNoteForm(forms.Form):
    """A note, and of which group where there are several."""

    group = forms.ChoiceField(label="Which group’s note is it?")
    text = forms.CharField(
        label="Note",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=PRIVATE,
    )

    def __init__(self, data: Any, *, groups: list[Group], called: str) -> None:
        super().__init__(data)
        self.groups = {str(group.pk): group for group in groups}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, group.name) for key, group in self.groups.items()]
        if len(groups) == 1:
            field.widget, field.required, field.initial = forms.HiddenInput(), False, str(groups[0].pk)
        self.fields["text"].label = called

    @property
    def chosen(self) -> Group:
        """Return the group; the only one where there is one."""
        return self.groups[self.cleaned_data["group"] or next(iter(self.groups))]


class ChangeNoteForm(GuardedForm):
    """The same note, changed. `shown_to` are the networks whose groups read it, also as it is changed."""

    text = forms.CharField(
        label="Note",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=PRIVATE,
    )

    def __init__(self, *args: Any, shown_to: Iterable[str], **kwargs: Any) -> None:
        self._shown_to = ", ".join(shown_to)
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Say who reads it, where that is more than the group."""
        if self._shown_to:
            says = f"The groups of {self._shown_to} read this note too, and what you change in it."
            self.fields["text"].help_text = says
