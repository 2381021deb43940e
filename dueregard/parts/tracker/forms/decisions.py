"""What people type about decisions of organisations not to cooperate, and what became of them."""

from __future__ import annotations

from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.parts.tracker.forms.demands import NOBODY
from dueregard.parts.tracker.forms.fields import (
    BodyField,
    DayField,
    SourceField,
    SourceGiven,
    as_address,
    source_given,
)
from dueregard.parts.tracker.models import Decision
from dueregard.parts.tracker.models.record import LONGEST_LINE
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.tracker.decisions import Decider, Scope, Turn, Vote


def _number(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class DecisionWords(forms.Form):
    """What an organisation decided, in words."""

    organisation = Line(
        label="Which organisation decided?",
        max_length=200,
        help_text="Its name as it is on its own papers. Never a person.",
    )
    scope_words = forms.CharField(
        label="What does it no longer do, in its own words?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Say exactly what is meant, and what is not. {NOBODY}",
    )
    ends_when = Line(
        label="When does it end?",
        max_length=300,
        help_text="A day, or what has to happen. For example: when the council publishes its assessment.",
    )


class ScopesInput(forms.CheckboxSelectMultiple):
    """Ticks that travel as one text, codes between commas, so that two edits of them can be compared."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return the codes that were ticked."""
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return ",".join([sent] if isinstance(sent, str) else sent)

    def format_value(self, value: Any) -> list[str]:
        """Return the codes to tick."""
        return [code for code in value.split(",") if code] if isinstance(value, str) else list(value or [])


class ScopesField(forms.MultipleChoiceField):
    """What an organisation no longer does; cleaned, it is codes between commas."""

    widget = ScopesInput

    def to_python(self, value: Any) -> list[str]:
        """Return the codes."""
        return [code for code in value.split(",") if code] if isinstance(value, str) else list(value or [])

    def clean(self, value: Any) -> Any:
        """Return the codes, all known, as one text."""
        return ",".join(super().clean(value))


class DecisionFacts(DecisionWords):
    """All that is written down of a decision, but whose it is."""

    person: Person
    sort = forms.ChoiceField(
        label="What sort of organisation is it?", choices=[(one.value, one.label) for one in Decider]
    )
    body = BodyField(
        label="Which public body does it concern?",
        max_length=200,
        required=False,
        help_text="Leave it empty if it concerns no single one.",
    )
    decided_on = DayField(label="When did it decide?")
    votes_for = _number("Votes for")
    votes_against = _number("Votes against")
    abstained = _number("Abstained")
    present = _number("How many took part?")
    quorum = _number("The quorum", "How many have to take part for a decision to count.")
    scopes = ScopesField(
        label="What does it no longer do?",
        choices=[(one.value, one.label) for one in Scope],
        error_messages={"required": "Choose at least one thing that the organisation no longer does."},
    )
    ends_on = DayField(label="Its last day, if there is one", required=False)
    review_on = DayField(
        label="When will it be reviewed?", help_text="It appears in your to-do list four weeks before."
    )
    source = SourceField(label="The minute or motion")
    # fmt: off
    field_order = (
        "group", "organisation", "sort", "body", "decided_on", "votes_for", "votes_against", "abstained",
        "present", "quorum", "scopes", "scope_words", "ends_when", "ends_on", "review_on", "source",
    )
    # fmt: on


class NewDecisionForm(DecisionFacts):
    """A decision of an organisation."""

    group = forms.ModelChoiceField(
        label="Which group is recording this?", queryset=Group.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")

    def clean_source(self) -> SourceGiven:
        """Return what the address leads to; without a group, that is asked first."""
        group = self.cleaned_data.get("group")
        return source_given(self.cleaned_data["source"], self.person, group) if group else SourceGiven()

    @property
    def vote(self) -> Vote:
        """Return the vote, once the form is valid."""
        data = self.cleaned_data
        return Vote(data["votes_for"], data["votes_against"], data["abstained"], data["present"], data["quorum"])


# What the rules call a field, where the form calls it something else.
NAMES = {"for_it": "votes_for", "against": "votes_against"}


class ChangeDecisionForm(DecisionFacts, GuardedForm):
    """A private decision, corrected. `given` is what its source leads to, once the form is valid."""

    def __init__(self, *args: Any, on: Decision, person: Person, **kwargs: Any) -> None:
        self.decision, self.person = on, person
        self.given = SourceGiven(document=on.document, url=on.url)
        super().__init__(*args, on=on, person=person, **kwargs)

    def fit(self) -> None:
        """Know the body that the decision has."""
        field = self.fields["body"]
        assert isinstance(field, BodyField)
        field.known = self.decision.body

    def clean_source(self) -> str:
        """Find what the address leads to, where it is another one, and return the address."""
        typed = str(self.cleaned_data["source"]).strip()
        if typed != as_address(self.given):
            self.given = source_given(typed, self.person, self.decision.group)
        return as_address(self.given)


class TurnForm(forms.Form):
    """What became of a decision, or what the body it concerns says."""

    on = DayField(label="When?")
    review_on = DayField(label="When will it be reviewed next?")
    words = forms.CharField(max_length=LONGEST_LINE, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    source = SourceField(label="Where can this be checked?")

    def __init__(self, *args: Any, kind: Turn, person: Person, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.group = person, group
        labels = {
            Turn.REVIEWED: "Anything to add?",
            Turn.CHANGED: "What changed?",
            Turn.ENDED: "How did it end?",
            Turn.REPLY: "What does the body say?",
        }
        self.fields["words"].label = labels[kind]
        self.fields["words"].required = kind in {Turn.CHANGED, Turn.REPLY}
        self.fields["words"].help_text = (
            "Its own words, as it sent them. Leave out the name of whoever signed." if kind is Turn.REPLY else NOBODY
        )
        if kind in {Turn.ENDED, Turn.REPLY}:
            del self.fields["review_on"]

    def clean_source(self) -> SourceGiven:
        """Return what the address leads to."""
        return source_given(self.cleaned_data["source"], self.person, self.group)
