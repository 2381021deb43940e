"""What people type on a practice site: the body's answer and the day."""

from django import forms

from dueregard.parts.foi.forms.fields import DayInput


class AnswerForm(forms.Form):
    """A reply that the person writes as the body would. Practice mode only."""

    text = forms.CharField(label="Their reply", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))


class DayForm(forms.Form):
    """The day to which a practice site's clock goes."""

    on = forms.DateField(
        label="Go to a day",
        widget=DayInput(),
        error_messages={"required": "Choose a day.", "invalid": "Type the day as 2027-01-14."},
    )
