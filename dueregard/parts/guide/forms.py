"""Checks what people typed about the guide: a comparison, a suggestion, an edit, an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.editing.forms.settling import WRITTEN, YOURS, Asking
from dueregard.foundation.lines.forms import Line
from dueregard.parts.guide.actions.answer import SHAPE
from dueregard.parts.guide.models import Suggestion
from dueregard.rules.text.joining import Seen


class CompareForm(forms.Form):
    """Two versions to compare."""

    old = forms.IntegerField(label="From version", min_value=1)
    new = forms.IntegerField(label="To version", min_value=1)


class SinceForm(forms.Form):
    """A day to look back to."""

    since = Line(
        label="Date of your copy",
        max_length=20,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="You will find it on the first page of a printed copy.",
    )


class SuggestionForm(forms.Form):
    """A better wording for one passage, from anybody."""

    proposed = forms.CharField(
        label="How should it read?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Change what is wrong. Leave marks such as [^duty] where they are: they lead to the sources.",
    )
    reason = forms.CharField(
        label="Why?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, where and when you read it. Do not write about yourself or other people.",
    )
    credit = Line(
        label="Who should we thank?",
        required=False,
        max_length=80,
        help_text="Your name or a made-up one. Everyone will see it. Leave it empty if you do not want to be named.",
    )
    word = Line(
        label="One word from the passage",
        required=False,
        max_length=60,
        help_text="Copy any word of five letters or more from the passage above. It keeps out automated spam.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    homepage = Line(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput)


class AnswerForm(GuardedForm):
    """What an editor makes of a suggestion.

    The proposal is for the passage as the reader saw it. Where that has changed since, the editor is asked at once.
    """

    asking = Asking(
        sentence="The passage has changed since the reader suggested this. Compare the three, and choose below.",
        label="The passage has changed since",
        was="As the reader saw it",
        theirs="As it is now",
        yours="As suggested",
        choices=(
            (YOURS, "Use the suggested wording instead of what is there now"),
            (WRITTEN, "Use what you write below"),
        ),
    )

    wording = forms.CharField(
        label="New wording",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="You can tidy up the wording. Readers see it as soon as you accept.",
    )
    answer = forms.CharField(
        label="Your answer to the reader",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everyone can read it. Say thank you; if you decline, say why.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        suggestion: Suggestion,
        stored: Mapping[str, str],
        person: Person,
        now: datetime,
        is_declined: bool = False,
    ) -> None:
        self._was = suggestion.was
        super().__init__(
            data,
            on=suggestion.section,
            stored=stored,
            shape=SHAPE,
            person=person,
            now=now,
            initial={"wording": suggestion.proposed},
        )
        if is_declined and "settle-wording" in self.fields:  # then it does not matter which wording would have stayed
            self.fields["settle-wording"].required = False

    def _first_seen(self, stored: Mapping[str, Any], now: datetime) -> Seen:
        return Seen(now, {"wording": self._was})


class SectionForm(GuardedForm):
    """A section of the guide."""

    title = Line(max_length=160)
    summary = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    wording = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text="Leave a line empty between paragraphs. ## starts a heading, - a list item, [^name] marks a fact.",
    )
    facts = forms.CharField(
        label="Facts and tools",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="For each fact: its source, the day you checked it, and if it is confirmed, reported or unconfirmed.",
    )
    reviewed_on = forms.DateField(label="Last checked on", widget=forms.DateInput(attrs={"type": "date"}))
    review_by = forms.DateField(label="Next check by", widget=forms.DateInput(attrs={"type": "date"}))
    note = Line(label="What did you change, and why?", max_length=300, help_text="One sentence. Everyone can read it.")
