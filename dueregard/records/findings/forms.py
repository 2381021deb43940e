"""What people type for questions and answers. Forms check; actions write."""

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.records.findings.models import Question
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import (
    KIND_WORDS,
    NOT_STATED,
    YES_NO_ANSWERS,
    AnswerKind,
    NotAnAnswer,
    clean_answer,
    clean_choices,
)

NO_PASSAGE = ("none", "None (the documents do not say)")
SILENT = (NOT_STATED, "The documents do not say")


class QuestionForm(forms.Form):
    """A question to the documents of a group."""

    group = forms.ModelChoiceField(label="Which group is asking?", queryset=Group.objects.none(), empty_label=None)
    text = forms.CharField(
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


class AnswerForm(forms.Form):
    """One person's answer about one body."""

    value = forms.CharField(label="What do the documents say?", max_length=500)
    is_silent = forms.BooleanField(label="The documents do not say", required=False)
    passage = forms.ChoiceField(label="Which passage shows this?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Note for your group", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, question: Question, passages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        kind = question.answer_kind
        if kind in {AnswerKind.YES_NO, AnswerKind.CHOICE}:
            offered = YES_NO_ANSWERS if kind is AnswerKind.YES_NO else question.choices
            choices = [*((one, one.capitalize() if kind is AnswerKind.YES_NO else one) for one in offered), SILENT]
            self.fields["value"] = forms.ChoiceField(
                label="What do the documents say?", choices=choices, widget=forms.RadioSelect
            )
            del self.fields["is_silent"]
            self.order_fields(["value", "passage", "note"])
        else:
            self.fields["value"].required = False
        if kind is AnswerKind.NUMBER:
            self.fields["value"].widget.attrs |= {"inputmode": "decimal", "class": "short"}
        passage = self.fields["passage"]
        assert isinstance(passage, forms.ChoiceField)
        passage.choices = [*passages, NO_PASSAGE]

    def clean(self) -> dict[str, Any]:
        """Bring the answer into its one form, and ask for the passage it rests on."""
        data = super().clean() or {}
        if "value" in self.errors:
            return data
        typed = NOT_STATED if data.pop("is_silent", False) else data.get("value", "")
        try:
            data["value"] = clean_answer(self.question.answer_kind, typed, self.question.choices)
        except NotAnAnswer as refusal:
            self.add_error("value", str(refusal))
            return data
        if data.get("passage") == NO_PASSAGE[0]:
            data["passage"] = ""
            if data["value"] != NOT_STATED:
                self.add_error(
                    "passage",
                    "Choose the passage that shows this. To add one, open a document, select the words, save the "
                    "passage and come back.",
                )
        return data
