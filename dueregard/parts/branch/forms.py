"""What people type on the branch path. Forms check; actions write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.forms import DayInput, body_called
from dueregard.records.groups.access import groups_of
from dueregard.records.groups.models import Group
from dueregard.rules.branch.gaps import ANSWERED_WORDS, Answered
from dueregard.rules.branch.motions import OUTCOME_WORDS, NotAResult, Outcome, check_result
from dueregard.rules.branch.steps import KIND_WORDS, Code

NO_NAMES = "An office or a committee, not a name."
YEARS = range(2000, 2100)  # of a day that is counted from or reminded of


def _checked_year(on: date | None) -> date | None:
    """Refuse a year that is a slip of the finger. Raises: ValidationError"""
    if on and on.year not in YEARS:
        raise forms.ValidationError("Check the year.")
    return on


class StartForm(forms.Form):
    """A new path of a group."""

    group = forms.ModelChoiceField(label="Which group keeps it?", queryset=Group.objects.none(), empty_label=None)
    kind = forms.ChoiceField(
        label="Whose path is it?", choices=[(one.value, words) for one, words in KIND_WORDS.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    name = Line(label="What is your branch or union called?", max_length=160, help_text="For example: UCU Northport.")
    body = Line(label="At which public body?", max_length=200, help_text="As people call it.")
    started_on = forms.DateField(label="From which day do you count?", widget=DayInput())
    body_meant: Body | None = None

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_of(person).order_by("name")

    def clean_started_on(self) -> date | None:
        """Check the year. Raises: ValidationError"""
        return _checked_year(self.cleaned_data["started_on"])

    def clean_body(self) -> str:
        """Find the body that is meant. Raises: ValidationError"""
        self.body_meant = body_called(self.cleaned_data["body"].strip())
        if self.body_meant is None:
            raise forms.ValidationError("Write the name of the body.")
        return self.body_meant.name


class StepForm(GuardedForm):
    """What happened at a step, and when it is to be thought of."""

    done_on = forms.DateField(
        label="Done on", required=False, widget=DayInput(), help_text="Leave this empty while it is open."
    )
    due_on = forms.DateField(
        label="Remind us on", required=False, widget=DayInput(),
        help_text="If you change the day, it stays as you set it. If you empty it, we work it out again.",
    )  # fmt: skip
    every_weeks = forms.IntegerField(
        label="The meeting comes again every so many weeks", required=False, min_value=1, max_value=52,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    who = Line(label="Who does it?", required=False, max_length=160, help_text=NO_NAMES)
    note = forms.CharField(
        label="Note for your group", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, code: Code, today: date, **kwargs: Any) -> None:
        self.code, self.today = code, today
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Ask for weeks only where meetings come again."""
        if self.code is not Code.STANDING:
            self.fields["every_weeks"].widget = forms.HiddenInput()

    def clean_due_on(self) -> date | None:
        """Check the year. Raises: ValidationError"""
        return _checked_year(self.cleaned_data["due_on"])

    def clean_done_on(self) -> date | None:
        """Refuse a day that is still to come. Raises: ValidationError"""
        on: date | None = self.cleaned_data["done_on"]
        if on and on > self.today:
            raise forms.ValidationError("That day is in the future. Write it as the day of the reminder instead.")
        return on


class AsksForm(forms.Form):
    """Things asked, one on each line."""

    lines = forms.CharField(
        label="What did you ask, one thing on each line?", max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Copy the numbered lines of your letter or motion. Numbers and dots in front are left out.",
    )  # fmt: skip
    asked_in = forms.ChoiceField(label="In which letter?", required=False, choices=[("", "Another, or none of these")])

    def __init__(self, *args: Any, letters: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "asked_in", letters)


class AnswerForm(GuardedForm):
    """How far the response answers one thing asked."""

    text = forms.CharField(label="What you asked", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    answered = forms.ChoiceField(
        label="Does the response answer it?", widget=forms.RadioSelect,
        choices=[(one.value, words[1].capitalize()) for one, words in ANSWERED_WORDS.items()],
        initial=Answered.UNREAD,
    )  # fmt: skip
    answer_words = forms.CharField(
        label="The passage that answers it, word for word", required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    answer_from = Line(
        label="Where is it?", required=False, max_length=200, help_text="For example: letter of 3 March, page 2."
    )
    answered_in = forms.ChoiceField(
        label="In which reply?", required=False, choices=[("", "Another, or none of these")]
    )

    def __init__(self, *args: Any, replies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.replies = replies
        super().__init__(*args, **kwargs)
        self.order_fields(["text", "answered", "answer_words", "answered_in", "answer_from"])

    def fit(self) -> None:
        """Offer the replies that came."""
        _offer(self, "answered_in", self.replies)


def _offer(form: forms.Form, name: str, what: Sequence[tuple[str, str]]) -> None:
    """Let one of these be chosen; where there is none, nothing is asked."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "Another, or none of these"), *what]
    if not what:
        field.widget = forms.HiddenInput()


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class TextFields(forms.Form):
    """An adopted text, from the proposal to what came of it."""

    title = Line(label="What is it called?", max_length=200)
    assembly = Line(
        label="Who voted on it?", max_length=160,
        help_text="For example: UCU Northport, general meeting. No names of proposers or seconders.",
    )  # fmt: skip
    body = Line(label="At which public body?", required=False, max_length=200)
    decided_on = forms.DateField(label="On which day was the vote?", required=False, widget=DayInput())
    proposed = forms.CharField(
        label="The text as proposed", max_length=50_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    outcome = forms.ChoiceField(
        label="What became of it?", widget=forms.RadioSelect, initial=Outcome.PENDING,
        choices=[(one.value, words[1].capitalize()) for one, words in OUTCOME_WORDS.items()],
    )  # fmt: skip
    amended = forms.CharField(
        label="The text as amended", required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    votes_for = _count("Votes for")
    votes_against = _count("Votes against")
    abstained = _count("Abstained")
    came_of = forms.CharField(
        label="What came of it?", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Also when it is little. Name no one.",
    )  # fmt: skip
    credit = Line(label="Credit", required=False, max_length=300, help_text="Whose text did you use?")
    body_meant: Body | None = None

    def clean_body(self) -> str:
        """Find the body that is meant, and return its whole name. Raises: ValidationError"""
        self.body_meant = body_called(self.cleaned_data["body"].strip())
        return self.body_meant.name if self.body_meant else ""

    def clean(self) -> dict[str, Any]:
        """Hold the outcome against the votes."""
        data = super().clean() or self.cleaned_data
        if "outcome" in data and not {"votes_for", "votes_against"} & self.errors.keys():
            try:
                amended = data.get("amended", "")
                check_result(Outcome(data["outcome"]), data.get("votes_for"), data.get("votes_against"), amended)
            except NotAResult as refusal:
                self.add_error("outcome", str(refusal))
        return data


class TextForm(TextFields):
    """A new text in the library."""

    group = forms.ModelChoiceField(label="Which group keeps it?", queryset=Group.objects.none(), empty_label=None)
    field_order = ("group", "title")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_of(person).order_by("name")


class CorrectTextForm(TextFields, GuardedForm):
    """A text that is in the library."""


class LookedForm(forms.Form):
    """That somebody read what everybody is to read."""

    has_looked = forms.BooleanField(
        label="I have read all of this. It names no one who should not be named.",
        error_messages={"required": "Read it first; then tick this."},
    )
