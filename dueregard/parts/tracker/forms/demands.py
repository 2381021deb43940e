"""What people type about demands, what was done about them and what came of them."""

from __future__ import annotations

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.parts.tracker.forms.fields import BodyField, DayField, SourceField, SourceGiven, source_given
from dueregard.parts.tracker.models import Demand
from dueregard.parts.tracker.models.record import LONGEST_LINE
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.records.rights.forms import WithdrawalReason
from dueregard.rules.tracker.terms import Kind, choices_of

NOBODY = "Leave out names and job titles. Nothing here may give away someone who helped."
WORDS = {
    Kind.ACTION: ("What did you do?", "When?", "Anything to add?"),
    Kind.RESPONSE: ("What did they answer?", "When?", "What did they say? Quote it"),
    Kind.OUTCOME: ("What came of it?", "Since when?", "What exactly changed?"),
}


class DemandWords(forms.Form):
    """What is demanded, in words."""

    title = Line(
        label="What do you demand?",
        max_length=200,
        help_text="One thing, so that anyone can say later whether it was done. For example: publish the equality "
        "impact assessment.",
    )
    details = forms.CharField(
        label="More about it", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
    asked_by = Line(
        label="Who demands it?",
        max_length=200,
        help_text="An organisation, never a person: a branch, a group, a circle.",
    )
    alongside = Line(
        label="Who else demands it?",
        required=False,
        max_length=300,
        help_text="Organisations only. No one claims a result alone.",
    )
    reuse_url = forms.URLField(
        label="A letter or motion that others can use",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Its public address.",
    )


class NewDemandForm(DemandWords):
    """A demand, before anything came of it."""

    group = forms.ModelChoiceField(
        label="Which group is recording this?", queryset=Group.objects.none(), empty_label=None
    )
    body = BodyField(label="Of which public body?", max_length=200, help_text="Its name, or its code.")
    demanded_on = DayField(
        label="When was it demanded?", help_text="The day on which the body was told. What came of it is recorded next."
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")
        self.order_fields(["group", "body", "title", "demanded_on", "asked_by", "alongside", "details", "reuse_url"])


class ChangeDemandForm(DemandWords, GuardedForm):
    """A private demand, corrected."""

    body = BodyField(label="Of which public body?", max_length=200, help_text="Its name, or its code.")
    demanded_on = DayField(label="When was it demanded?")
    field_order = ("body", "title", "demanded_on")

    def __init__(self, *args: Any, on: Demand, **kwargs: Any) -> None:
        self.demand = on
        super().__init__(*args, on=on, **kwargs)

    def fit(self) -> None:
        """Know the body that the demand has."""
        field = self.fields["body"]
        assert isinstance(field, BodyField)
        field.known = self.demand.body


class LineForm(forms.Form):
    """One dated line: an action, an answer or an outcome."""

    code = forms.ChoiceField(widget=forms.RadioSelect)
    on = DayField()
    answer_by = DayField(
        label="When do you need an answer by?",
        required=False,
        help_text="It is in your to-do list from a week before.",
    )
    words = forms.CharField(
        required=False, max_length=LONGEST_LINE, widget=forms.Textarea(attrs={"rows": 4}), help_text=NOBODY
    )
    source = SourceField(label="Where can this be checked?")

    def __init__(self, *args: Any, kind: Kind, person: Person, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.group = person, group
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices_of(kind)
        field.label, self.fields["on"].label, self.fields["words"].label = WORDS[kind]
        if kind is not Kind.ACTION:
            del self.fields["answer_by"]

    def clean_source(self) -> SourceGiven:
        """Return what the address leads to."""
        return source_given(self.cleaned_data["source"], self.person, self.group)


class StrikeForm(forms.Form):
    """Why a line is crossed out."""

    why = Line(
        label="What is wrong with it?",
        max_length=300,
        help_text="Only your group reads this. The line stays to be seen, crossed out.",
    )


class WithdrawForm(WithdrawalReason):
    """Why something is made private again."""

    why = Line(label="Why are you withdrawing it?", max_length=300, help_text="Only your group reads this.")


class SizeForm(GuardedForm):
    """How big a body is."""

    number = forms.IntegerField(min_value=0, max_value=100_000_000, required=False, widget=forms.NumberInput)
    source = Line(label="Where did you read it?", max_length=300, required=False)
    on = DayField(label="When is that from?")

    def __init__(self, *args: Any, people: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = f"How many {people}?"
        self.fields["number"].help_text = "Leave it empty if nobody knows."

    def clean(self) -> dict[str, Any]:
        """Ask for the source of a number."""
        data = super().clean() or {}
        if data.get("number") is not None and not data.get("source"):
            self.add_error("source", "Say where the number can be read.")
        return data
