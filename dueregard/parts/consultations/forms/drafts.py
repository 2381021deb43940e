"""What a group types that asks its members: the vote itself, and questions after the first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.parts.consultations.models import Consultation
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.text.uk_times import NoSuchTime, as_typed, uk_instant
from dueregard.rules.votes.papers import Asked
from dueregard.rules.votes.questions import KIND_WORDS, Kind, NotAQuestion, question_of
from dueregard.rules.votes.times import NotATimeToVote, check_times

MOST_ON_ROLL = 5000
WHEN = "By UK clocks, such as 2026-12-11 18:00."


class QuestionFields(forms.Form):
    """How members answer one question."""

    kind = forms.ChoiceField(
        label="How do they answer?",
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        widget=forms.RadioSelect,
        initial=Kind.YES_NO.value,
    )
    options = forms.CharField(
        label="Options, one on each line",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Leave this empty for yes or no.",
    )
    most = forms.IntegerField(
        label="How many may be chosen or elected?",
        min_value=1,
        initial=1,
        required=False,
        help_text="Not used for yes or no.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def clean(self) -> dict[str, Any]:
        """Bring what was typed together into a question."""
        data = super().clean() or {}
        if "kind" in data:
            try:
                options = data.get("options", "").splitlines()
                data["question"] = question_of(Kind(data["kind"]), options, data.get("most") or 1)
            except NotAQuestion as refusal:
                self.add_error("options", str(refusal))
        return data


class ConsultationFields(QuestionFields):
    """What a group asks its members, and when."""

    title = Line(label="What do you ask?", max_length=300, help_text="One question, as members will read it.")
    asked_by = Line(
        label="Who decided to ask?", max_length=200, help_text="For example: branch committee, minute 5 of 19 November."
    )
    who = Line(label="Who may vote?", max_length=200, help_text="For example: members of the branch.")
    opens = Line(label="When does voting open?", help_text=WHEN)
    closes = Line(label="When does it close?", help_text=WHEN)
    roll = forms.IntegerField(
        label="How many people may vote?",
        min_value=1,
        max_value=MOST_ON_ROLL,
        help_text="One slip is printed for each. This cannot change after you open the vote.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    quorum = forms.IntegerField(
        label="How many must vote for the result to count?",
        min_value=0,
        initial=0,
        help_text="0 if it counts however few vote.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    now: datetime
    field_order = ("group", "title", "asked_by", "who", "kind", "options", "most", "opens", "closes", "roll", "quorum")

    def clean_opens(self) -> datetime:
        """Return the instant at which voting opens."""
        return _instant(self.cleaned_data["opens"])

    def clean_closes(self) -> datetime:
        """Return the instant at which voting closes."""
        return _instant(self.cleaned_data["closes"])

    def clean(self) -> dict[str, Any]:
        """Check the times and the quorum."""
        data = super().clean()
        if "opens" in data and "closes" in data:
            try:
                check_times(data["opens"], data["closes"], self.now)
            except NotATimeToVote as refusal:
                self.add_error("closes", str(refusal))
        if "roll" in data and data.get("quorum", 0) > data["roll"]:
            self.add_error("quorum", "The quorum is larger than the number of people who may vote.")
        return data


class ConsultationForm(ConsultationFields):
    """A new vote of a group."""

    group = forms.ModelChoiceField(label="Which group is asking?", queryset=Group.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: Person, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")


class DraftForm(GuardedForm, ConsultationFields):
    """A vote that was not opened yet, to be changed."""

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        self.now = now
        super().__init__(*args, now=now, **kwargs)

    def wanted(self) -> dict[str, str]:
        """Return what is wanted, as text, once the form is valid."""
        data = self.cleaned_data
        question = data["question"]
        is_yes_no = question.kind is Kind.YES_NO
        return {
            "title": data["title"],
            "asked_by": data["asked_by"],
            "who": data["who"],
            "kind": question.kind.value,
            "options": "" if is_yes_no else "\n".join(question.options),
            "most": str(question.most),
            "opens": as_typed(data["opens"]),
            "closes": as_typed(data["closes"]),
            "roll": str(data["roll"]),
            "quorum": str(data["quorum"]),
        }


class QuestionForm(QuestionFields):
    """A question after the first."""

    title = Line(label="What else do you ask?", max_length=300, help_text="One question, as members will read it.")
    field_order = ("title", "kind", "options", "most")

    @property
    def asked(self) -> Asked:
        """Return the question, once the form is valid."""
        return Asked(self.cleaned_data["title"], self.cleaned_data["question"])


def beginning(copied: Consultation) -> dict[str, Any]:
    """Return what a form starts with that copies a consultation. Its times are typed again."""
    return {
        "group": copied.group_id,
        "title": copied.title,
        "asked_by": copied.asked_by,
        "who": copied.who,
        "kind": copied.kind,
        "options": "" if copied.kind == Kind.YES_NO else "\n".join(copied.options),
        "most": copied.most,
        "roll": copied.roll,
        "quorum": copied.quorum,
    }


def _instant(typed: str) -> datetime:
    try:
        shown = datetime.fromisoformat(" ".join(typed.split()).replace("T", " "))
    except ValueError:
        raise forms.ValidationError("Write the day and the time like this: 2026-12-11 18:00.") from None
    if shown.tzinfo is not None or len(typed.strip()) < len("2026-12-11 18:00"):
        raise forms.ValidationError("Write the day and the time like this: 2026-12-11 18:00.")
    try:
        return uk_instant(shown)
    except NoSuchTime as refusal:
        raise forms.ValidationError(str(refusal)) from None
