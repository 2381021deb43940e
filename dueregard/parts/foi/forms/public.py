"""What people type to publish cases, and what visitors type to find them."""

from operator import itemgetter

from django import forms

from dueregard.foundation.lines.forms import Line
from dueregard.parts.foi.forms.fields import DayInput
from dueregard.parts.foi.queries.public_list import STANDS
from dueregard.records.rights.forms import WithdrawalReason
from dueregard.rules.law.laws import BodyKind, Nation


class PublicFilter(forms.Form):
    """How a visitor narrows the published requests: a plain GET."""

    q = Line(label="Name of the body", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Kind of body",
        required=False,
        choices=[("", "All kinds"), *sorted(((kind.value, kind.label) for kind in BodyKind), key=itemgetter(1))],
    )
    nation = forms.ChoiceField(
        label="Nation", required=False, choices=[("", "All nations"), *((each.value, each.label) for each in Nation)]
    )
    stands = forms.ChoiceField(label="Answer", required=False, choices=[("", "Any"), *STANDS.items()])


class PublishOnForm(forms.Form):
    """The day on which cases become public."""

    on = forms.DateField(
        label="Public from",
        widget=DayInput(),
        help_text="They stay private until that day. You can cancel it on the page of each case.",
    )


class WithdrawCaseForm(WithdrawalReason):
    """Why a published case becomes private again."""

    why = Line(
        label="Why you are withdrawing it",
        max_length=500,
        help_text="Your group reads this as a note on the case. It is never published.",
        error_messages={"required": "Say why you are withdrawing it."},
    )
