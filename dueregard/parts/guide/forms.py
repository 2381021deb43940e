"""Checks what people typed about the guide: a comparison, a suggestion, an edit, an answer."""

from __future__ import annotations

from django import forms


class CompareForm(forms.Form):
    """Two versions to put beside each other."""

    old = forms.IntegerField(label="From version", min_value=1)
    new = forms.IntegerField(label="To version", min_value=1)


class SinceForm(forms.Form):
    """A day since when to look."""

    since = forms.CharField(
        label="The day of your copy",
        max_length=20,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="It stands on the first page of a printed copy.",
    )


class SuggestionForm(forms.Form):
    """A better wording for one passage, from anybody."""

    proposed = forms.CharField(
        label="How should it read?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Change what is wrong. Leave marks such as [^duty] in their place: they lead to the sources.",
    )
    reason = forms.CharField(
        label="Why?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For instance where you read it, and when. Do not write about yourself or about other people.",
    )
    credit = forms.CharField(
        label="Whom may we thank?",
        required=False,
        max_length=80,
        help_text="A name or a made-up name, shown to everybody. Leave it empty, and nobody is named.",
    )
    word = forms.CharField(
        label="One word from the passage",
        required=False,
        max_length=60,
        help_text="Copy any word of five letters or more from the passage as it stands. It keeps machines out.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """What an editor makes of a suggestion."""

    wording = forms.CharField(
        label="The passage as it will read",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="You may smooth it. It goes into the version that readers see now.",
    )
    answer = forms.CharField(
        label="Your answer to the reader",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody can read it. Say thank you; say why, if you do not take it up.",
    )


class SectionForm(forms.Form):
    """A section of the guide."""

    title = forms.CharField(max_length=160)
    summary = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    wording = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text="An empty line begins a new paragraph. ## begins a heading, a hyphen an item, [^name] marks a fact.",
    )
    facts = forms.CharField(
        label="Facts and tools",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Each fact with its source, the day you looked, how sure it is: confirmed, reported, unconfirmed.",
    )
    reviewed_on = forms.DateField(label="Looked over on", widget=forms.DateInput(attrs={"type": "date"}))
    review_by = forms.DateField(label="To be looked over again by", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        label="What did you change, and why?", max_length=300, help_text="One sentence. Everybody can read it."
    )
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
