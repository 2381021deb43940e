"""What people type about marks and copies. Forms check; actions write."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst

from dueregard.foundation.lines.forms import Line
from dueregard.records.rights.forms import WithdrawalReason
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.forms import FORMS, Form
from dueregard.rules.redaction.looking import Place
from dueregard.rules.redaction.reasons import REASONS


class ReasonForm(forms.Form):
    """Why something is taken out of a public copy."""

    reason = forms.ChoiceField(label="Why?", choices=[(one.code, one.says) for one in REASONS.values()])


class WordsForm(ReasonForm):
    """Words that are taken out wherever they stand, or on one page."""

    words = Line(label="Words to black out", max_length=300)


class AreaForm(ReasonForm):
    """A rectangle of a page, in points from its top left corner; or words of the page that are ticked."""

    left = forms.FloatField(label="Left edge", required=False, min_value=0, max_value=100_000)
    top = forms.FloatField(label="Top edge", required=False, min_value=0, max_value=100_000)
    right = forms.FloatField(label="Right edge", required=False, min_value=0, max_value=100_000)
    bottom = forms.FloatField(label="Bottom edge", required=False, min_value=0, max_value=100_000)
    word = forms.TypedMultipleChoiceField(label="Words of this page", required=False, coerce=int, choices=())
    is_only_here = forms.BooleanField(label="The same words can stay elsewhere in the document", required=False)

    def __init__(self, *args: Any, words: Sequence[Word], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["word"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(number, word.text) for number, word in enumerate(words)]

    def clean(self) -> dict[str, Any]:
        """Ask for one whole rectangle, or at least one word."""
        given = super().clean() or {}
        sides = [given.get(side) for side in ("left", "top", "right", "bottom")]
        if not given.get("word") and None in sides and not self.errors:
            raise forms.ValidationError("Tick words on the page, or give all four sides of a rectangle.")
        return given


class PlacesForm(ReasonForm):
    """Places to look at that were ticked, and what they are: to black out, or something else."""

    BLACK_OUT, OTHER = "black-out", "something-else"
    say = forms.ChoiceField(choices=[(BLACK_OUT, "Black out"), (OTHER, "Something else")])
    place = forms.MultipleChoiceField(choices=(), required=False)

    def __init__(self, *args: Any, shown: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["place"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(value, value) for value in shown]
        self.fields["reason"].required = self.data.get("say") == self.BLACK_OUT

    def places(self) -> list[Place]:
        """Return the ticked places."""
        return [Place(**json.loads(value)) for value in self.cleaned_data["place"]]


class SpanForm(ReasonForm):
    """A stretch of a recording, in seconds from its beginning."""

    start = forms.FloatField(label="From (seconds)", min_value=0, max_value=1_000_000)
    end = forms.FloatField(label="To (seconds)", min_value=0, max_value=1_000_000)


class CopyForm(forms.Form):
    """What the public copy is, and what it is called."""

    title = Line(
        label="Title of the copy",
        max_length=300,
        required=False,
        help_text="Everyone will see it. We do not publish the name of the original file.",
    )
    form = forms.ChoiceField(label="What to make", widget=forms.RadioSelect)

    def __init__(self, *args: Any, forms_of_copy: Sequence[Form], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["form"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.value, capfirst(FORMS[one].says)) for one in forms_of_copy]
        chosen.initial = forms_of_copy[0].value if forms_of_copy else ""


class WithdrawForm(WithdrawalReason):
    """Why a copy is taken back."""

    why = Line(label="Why are you withdrawing it?", max_length=300, help_text="Only your group sees this.")
