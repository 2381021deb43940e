"""What people type for a campaign: its letter, and which bodies to choose from."""

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.foundation.packs.queries import words_for
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.casework.placeholder_examples import wrong_placeholders
from dueregard.rules.law.laws import BodyKind, Nation

# The nine regions of England, as the Office for National Statistics names them.
REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
)


class CampaignForm(forms.Form):
    """A campaign's letter: what the group asks. The law's wording is added around it for each body."""

    title = Line(label="What is this request about?", max_length=160, help_text="A short name for your own lists.")
    subject = Line(label="Subject line", max_length=200)
    questions = forms.CharField(
        label="What are you asking for?",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Ask for documents they should already hold. Ask five questions at most. Say which dates you mean.",
    )
    is_environmental = forms.BooleanField(
        label="This is about the environment (a different law applies)", required=False
    )

    def clean_subject(self) -> str:
        """Refuse a placeholder that nothing would fill in."""
        return _fillable(self.cleaned_data["subject"], is_subject=True)

    def clean_questions(self) -> str:
        """Refuse a placeholder that nothing would fill in."""
        return _fillable(self.cleaned_data["questions"], is_subject=False)


class LetterForm(CampaignForm):
    """The letter of a new campaign, with the group that asks."""

    field_order = ("group",)
    group = forms.ModelChoiceField(label="Which group is asking?", queryset=Group.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")


class ChangeLetterForm(CampaignForm, GuardedForm):
    """The same letter, once the group is settled."""


class PickerForm(forms.Form):
    """Which bodies to show for choosing."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any kind"), *((kind.value, kind.label) for kind in BodyKind)]
    )
    nation = forms.ChoiceField(
        label="Nation", required=False, choices=[("", "Any nation"), *((n.value, n.label) for n in Nation)]
    )
    region = forms.ChoiceField(
        label="Region of England", required=False, choices=[("", "Any region"), *((name, name) for name in REGIONS)]
    )
    q = Line(label="Name contains", required=False, max_length=100)


def _fillable(text: str, *, is_subject: bool) -> str:
    """Return the text. Raises: ValidationError, naming each placeholder that a request cannot have"""
    wrong = wrong_placeholders(text, "", words_for()) if is_subject else wrong_placeholders("", text, words_for())
    if wrong:
        raise forms.ValidationError(" ".join(says for _, says in wrong))
    return text
