"""What a person types about a request for data, and what they decide about the rows that were found."""

from typing import Any

from django import forms

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.rules.law.data_rights import Right
from dueregard.rules.privacy.erasing import SHORTEST, terms
from dueregard.rules.privacy.reasons import TO_ERASE, TO_KEEP, Reason
from dueregard.rules.privacy.taking_down import TO_WITHDRAW, Became, Thing, Why, does_not_fit

PUBLIC_REASON = "Everyone reads this reason, the day and what kind of thing it was, and nothing else."
DAY = forms.DateInput(attrs={"type": "date"})


class RequestForm(forms.Form):
    """A request as it came."""

    right = forms.ChoiceField(label="What do they ask for?", choices=[(one.value, one.label) for one in Right])
    who = Line(label="Who asks?", max_length=200)
    reply_to = Line(label="How can you reach them?", max_length=300)
    received_on = forms.DateField(label="When did it reach you?", widget=DAY, help_text="The month runs from that day.")
    says = forms.CharField(label="What do they say?", widget=forms.Textarea, required=False, max_length=20_000)
    terms = forms.CharField(
        label="What should we look for?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        help_text="One name or address on each line, in every way they may be written.",
    )

    def clean_terms(self) -> str:
        """Return what is looked for, one a line."""
        found = terms(self.cleaned_data["terms"])
        if not found:
            raise forms.ValidationError(f"Write at least one name or address with {SHORTEST} letters or more.")
        return "\n".join(found)


class DaysForm(GuardedForm):
    """What happened when."""

    acknowledged_on = forms.DateField(label="You told them that it arrived", widget=DAY, required=False)
    asked_who_on = forms.DateField(
        label="You asked who they are, or what they mean",
        widget=DAY,
        required=False,
        help_text="Only if you cannot answer without knowing. The days until their answer do not count.",
    )
    told_who_on = forms.DateField(label="They answered that", widget=DAY, required=False)
    extended_on = forms.DateField(label="You told them that it takes longer", widget=DAY, required=False)
    extended_because = Line(label="Why it takes longer", max_length=300, required=False)


class RowsForm(forms.Form):
    """What to do with the rows that are ticked."""

    row = forms.MultipleChoiceField(label="Rows", required=False)
    do = forms.ChoiceField(
        label="With the ticked rows",
        choices=[
            ("erase", "Erase the whole row, and everything that goes with it"),
            ("words", "Take out only the name or the address"),
            ("keep", "Keep it"),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label="Because",
        choices=[
            ("To erase", [(one.value, one.label) for one in TO_ERASE]),
            ("To keep", [(one.value, one.label) for one in TO_KEEP]),
        ],
    )

    def __init__(self, *args: Any, rows: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(name, name) for name in rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the reason against what is to be done."""
        data = super().clean() or {}
        if not data.get("row") and "row" not in self.errors:
            self.add_error(None, "Tick at least one row.")
        if data.get("do") and data.get("reason"):
            fits = TO_KEEP if data["do"] == "keep" else TO_ERASE
            if Reason(data["reason"]) not in fits:
                self.add_error("reason", "This reason does not match what you chose above.")
        return data


class AnswerForm(forms.Form):
    """How it was answered."""

    outcome = forms.CharField(
        label="What did you do, and what did you tell them?", widget=forms.Textarea, max_length=20_000
    )
    is_refused = forms.BooleanField(
        label="We refused it",
        required=False,
        help_text="Tell them why, and that they can complain to the regulator or go to court.",
    )


class WithdrawalReason(forms.Form):
    """Why something public is taken back, as everyone reads it in the log; for the forms that withdraw."""

    public_why = forms.TypedChoiceField(
        label="Reason for the public log",
        coerce=Why,
        choices=[("", "Choose a reason"), *((one.value, one.label) for one in TO_WITHDRAW)],
        help_text=PUBLIC_REASON,
        error_messages={"required": "Choose the reason that is closest. “What was taken down” explains each of them."},
    )


class TakeDownForm(forms.Form):
    """A line of the public log, written by hand."""

    thing = forms.ChoiceField(label="What was it?", choices=[(one.value, one.label) for one in Thing])
    why = forms.ChoiceField(
        label="Why?",
        choices=[("", "Choose a reason"), *((one.value, one.label) for one in Why)],
        help_text=PUBLIC_REASON,
    )
    became = forms.ChoiceField(
        label="What became of it?", choices=[(one.value, one.label) for one in Became], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Note",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2_000,
        help_text="Only administrators read it. It can name people and places; the site erases it after two years.",
    )

    def clean(self) -> dict[str, Any]:
        """Hold the reason against what became of it."""
        data = super().clean() or {}
        if data.get("why") and data.get("became"):
            wrong = does_not_fit(Why(data["why"]), Became(data["became"]))
            if wrong:
                self.add_error("why", wrong)
        return data
