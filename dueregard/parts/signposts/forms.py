"""Checks what a person says about a channel they tried."""

from django import forms


class CheckForm(forms.Form):
    """Whether it worked, and what happened."""

    channel = forms.CharField(max_length=500, widget=forms.HiddenInput)
    works = forms.ChoiceField(
        label="What happened?",
        choices=[("yes", "It works"), ("no", "It does not work")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it works."},
    )
    note = forms.CharField(
        label="Note for the group",
        max_length=300,
        required=False,
        help_text="For example, who answered. Readers do not see it. Do not name anyone who called for help.",
    )
