"""What people type when they ask a question. The form checks; actions write."""

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.lines.forms import Line
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.findings.ageing import MOST_MONTHS
from dueregard.rules.findings.answers import KIND_WORDS, AnswerKind, NotAnAnswer, clean_choices


class QuestionForm(forms.Form):
    """A question to the documents of a group."""

    group = forms.ModelChoiceField(label="Which group is asking?", queryset=Group.objects.none(), empty_label=None)
    text = Line(
        label="What do you want to know about each body?",
        max_length=300,
        help_text="Ask one thing only, so that everyone understands it the same way. For example: does the action "
        "plan name an owner?",
    )
    kind = forms.ChoiceField(
        label="What kind of answer?",
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        widget=forms.RadioSelect,
        initial=AnswerKind.YES_NO.value,
    )
    choices = forms.CharField(
        label="Answers to choose from, one on each line",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Only for “one of several”.",
    )
    guidance = forms.CharField(
        label="What should readers do if in doubt?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    allowed_months = forms.IntegerField(
        label="For how many months does an answer hold?",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text="An older answer is shown as one that may have changed. Leave this empty for what does not change.",
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Read the answers to choose from, where the kind has them."""
        data = super().clean() or {}
        if data.get("kind") == AnswerKind.CHOICE:
            try:
                data["choices"] = clean_choices(data.get("choices", ""))
            except NotAnAnswer as refusal:
                self.add_error("choices", str(refusal))
        else:
            data["choices"] = []
        return data
