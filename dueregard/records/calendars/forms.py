"""Checks what a visitor asked the calculator and what an administrator typed about a day. Decides no law."""

from datetime import date
from typing import Any

from django import forms

from dueregard.foundation.lines.forms import Line
from dueregard.rules.law.deadlines import DateRange, Event, Facts
from dueregard.rules.law.due_rows import UnreadableCell, read_closures
from dueregard.rules.law.laws import BodyKind, Law, Nation

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MISSING = {"required": "Enter a day, for example 13 March 2026.", "invalid": "Enter a day, for example 13 March 2026."}


def _day(label: str, words: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=_DAY, help_text=words, error_messages=_MISSING)


class QuestionForm(forms.Form):
    """One question to the law engine, sent as a plain GET so that its answer has an address."""

    event = forms.ChoiceField(
        label="What do you want to know?",
        choices=[(event.value, event.label) for event in Event],
        error_messages={"required": "Choose a question."},
    )
    received = forms.DateField(
        label="When did the clock start?",
        widget=_DAY,
        error_messages=_MISSING,
        help_text="Usually the day the request reached the body: for an e-mail, the day you sent it. "
        "“Which day to enter”, below the button, explains the day for each question.",
    )
    nation = forms.ChoiceField(
        label="Where is the body?",
        choices=[("", "Choose"), *((nation.value, nation.label) for nation in Nation)],
        error_messages={"required": "Choose the nation of the body, not your own."},
        help_text="It depends on the body’s nation, not yours.",
    )
    body_kind = forms.ChoiceField(
        label="What kind of body is it?",
        choices=[("", "Choose"), *((kind.value, kind.label) for kind in BodyKind)],
        error_messages={"required": "Choose the kind of body; it decides which law applies."},
    )
    law = forms.ChoiceField(
        label="Which law?",
        required=False,
        choices=[("", "Work it out for me"), *((law.value, law.label) for law in Law)],
        help_text="Choose one only for environmental information or your own personal data.",
    )
    clarification_asked = _day("When did the body ask you to clarify?")
    clarification_received = _day("When did it receive your clarification?")
    fees_notice_given = _day("When did it send a fees notice?")
    fee_received = _day("When did it receive the fee?")
    closures = forms.CharField(
        label="If it is a school, when was it closed?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One range on each line, like 2026-07-22..2026-09-01. If you do not know, leave it empty: "
        "the answer will be a range.",
    )

    ALWAYS = ("event", "received", "nation", "body_kind", "law")

    def always(self) -> list[forms.BoundField]:
        """The fields that every question needs."""
        return [field for field in self if field.name in self.ALWAYS]

    def more(self) -> list[forms.BoundField]:
        """The fields that only some questions need."""
        return [field for field in self if field.name not in self.ALWAYS]

    def more_is_open(self) -> bool:
        """True when one of the rarer fields was filled in or has an error."""
        return any(field.errors or (self.is_bound and field.data) for field in self.more())

    def clean_closures(self) -> tuple[DateRange, ...] | None:
        typed = self.cleaned_data["closures"].replace("\r", "")
        try:
            return read_closures(typed) if typed.strip() else None
        except UnreadableCell as error:
            raise forms.ValidationError(str(error).removeprefix("closures: ")) from error

    def question(self) -> tuple[Event, Facts]:
        """Return the question in the law engine's own words."""
        typed: dict[str, Any] = self.cleaned_data
        return Event(typed["event"]), Facts(
            received=typed["received"],
            nation=Nation(typed["nation"]),
            body_kind=BodyKind(typed["body_kind"]),
            law=Law(typed["law"]) if typed["law"] else None,
            clarification_asked=typed["clarification_asked"],
            clarification_received=typed["clarification_received"],
            fees_notice_given=typed["fees_notice_given"],
            fee_received=typed["fee_received"],
            closures=typed["closures"],
        )


SCHOOL, AREA = "school", "area"


class ClosureForm(forms.Form):
    """Days on which a school is closed, both ends included."""

    first_on = forms.DateField(label="First closed day", widget=_DAY, error_messages=_MISSING)
    last_on = forms.DateField(
        label="Last closed day",
        widget=_DAY,
        error_messages=_MISSING,
        help_text="Not the day it reopened.",
    )
    label = Line(
        label="What is it called?", required=False, max_length=80, help_text="Summer holidays, half-term, inset day."
    )
    source = Line(
        label="Where does it say so?",
        max_length=300,
        help_text="The term dates page: its name or web address.",
        error_messages={"required": "Say where you found this, so that others can check it."},
    )
    holds_for = forms.ChoiceField(
        label="Which schools does it apply to?",
        choices=[
            (SCHOOL, "This school only"),
            (AREA, "Every school in its council’s area that has no dates of its own"),
        ],
        widget=forms.RadioSelect,
        initial=SCHOOL,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("first_on"), typed.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "This is before the first day. Swap the two.")
        return typed


HOLIDAY, WORKING_DAY = "holiday", "working_day"


class OverrideForm(forms.Form):
    """A day that the lists get wrong, in one nation or several."""

    on = forms.DateField(label="Which day?", widget=_DAY, error_messages=_MISSING)
    nations = forms.MultipleChoiceField(
        label="Which nations?",
        choices=[(nation.value, nation.label) for nation in Nation],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one nation."},
    )
    what = forms.ChoiceField(
        label="What is it?",
        choices=[(HOLIDAY, "A bank holiday"), (WORKING_DAY, "A working day, whatever the lists say")],
        widget=forms.RadioSelect,
        initial=HOLIDAY,
    )
    title = Line(
        label="What is the holiday called?",
        required=False,
        max_length=100,
        help_text="It appears in the reasons for a date.",
    )
    reason = Line(
        label="Where does it say so?",
        max_length=300,
        help_text="A proclamation or announcement: its name, date and web address.",
        error_messages={"required": "Say where you found this, so that others can check it."},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("what") == HOLIDAY and not typed.get("title"):
            self.add_error("title", "Enter the holiday’s name.")
        return typed

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on.weekday() >= 5:
            raise forms.ValidationError("That day is on a weekend, which is never counted. Check the date.")
        return on
