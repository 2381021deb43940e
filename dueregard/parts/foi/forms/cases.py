"""What people type to keep and find cases: who looks after one, tags, notes, the narrowed list."""

from typing import Any

from django import forms

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.rules.casework.tags import NotTags, clean_tags


class KeepForm(GuardedForm):
    """Who looks after a case, and its tags."""

    assigned_to = forms.ChoiceField(label="Who looks after it", required=False)
    tags = Line(
        label="Tags",
        required=False,
        max_length=400,
        help_text="Short words with commas between them, for example: schools, urgent. Only your group sees them.",
    )

    def __init__(self, *args: Any, people: dict[str, str], **kwargs: Any) -> None:
        self._people = people
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Offer the people who may look after the case: id and name."""
        field = self.fields["assigned_to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody yet"), *self._people.items()]

    def clean_tags(self) -> str:
        """Return the tags in the one form in which they are kept."""
        try:
            return clean_tags(self.cleaned_data["tags"])
        except NotTags as refusal:
            raise forms.ValidationError(str(refusal)) from None


class NewNoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label="Note for colleagues",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only your group sees it. It is never published or sent.",
    )


class NoteForm(NewNoteForm, GuardedForm):
    """The same note, changed."""


class CasesForm(forms.Form):
    """Narrows the list of requests. What can be chosen is what the reader's cases have."""

    q = Line(label="Body’s name contains", required=False, max_length=100)
    campaign = forms.ChoiceField(label="Campaign", required=False)
    tag = forms.ChoiceField(label="Tag", required=False)
    person = forms.ChoiceField(label="Looked after by", required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Any"), *offered]
