"""What people type about passages. Forms check; actions write."""

from django import forms


class PlacesForm(forms.Form):
    """Which words of a page make a passage."""

    start = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class ClaimForm(forms.Form):
    """What a passage shows, in a sentence for the history of a body."""

    says = forms.CharField(
        label="What does it show?",
        max_length=300,
        help_text="One sentence for the history of the body. The words of the passage stand below it.",
    )
