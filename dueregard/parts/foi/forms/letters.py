"""What people type for a letter that goes to a body or its regulator."""

from typing import Any

from django import forms

from dueregard.foundation.lines.forms import Line


class WriteForm(forms.Form):
    """A follow-up letter as the person wants to send it."""

    subject = Line(label="Subject", max_length=300)
    text = forms.CharField(label="Letter", widget=forms.Textarea(attrs={"rows": 22}))


class ComplaintForm(WriteForm):
    """The complaint, which goes to the regulator and not to the body."""

    field_order = ("to", "subject", "text")
    to = forms.EmailField(
        label="The regulator's e-mail address",
        max_length=320,
        help_text="Copy it from the regulator's own website; it is not the body's address.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = self.initial.get("to_says")
        if says:
            self.fields["to"].help_text = says


class NewAddressForm(forms.Form):
    """Where to send a request that did not arrive."""

    address = forms.EmailField(label="Their correct e-mail address", max_length=320)


class AlikeForm(forms.Form):
    """What is explained to every body that asked what a request means."""

    typed = forms.CharField(
        label="What you explain to all of them",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="It goes into the middle of each letter. The greeting, dates and references are added.",
    )
