"""Forms of the front door: those of the gallery. A part's forms live with the part."""

from django import forms

NATIONS = [
    ("england", "England"),
    ("wales", "Wales"),
    ("scotland", "Scotland"),
    ("northern_ireland", "Northern Ireland"),
]


class SampleForm(forms.Form):
    """One field of each kind, to look at."""

    subject = forms.CharField(
        label="What is the request about?", help_text="A few words. The body will see them as the subject."
    )
    asked_on = forms.DateField(label="When did you ask?", widget=forms.DateInput(attrs={"type": "date"}))
    nation = forms.ChoiceField(label="Where is the body?", choices=NATIONS, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="Kind of body", choices=[("", "Choose"), ("university", "University")], required=False
    )
    questions = forms.CharField(label="Your questions", widget=forms.Textarea, help_text="One to a line.")
    scan = forms.FileField(label="A scan of the answer", required=False)
    publish = forms.BooleanField(
        label="Show this request to everybody", required=False, help_text="You can change this later."
    )


class SampleFilter(forms.Form):
    """A filter: a plain GET."""

    q = forms.CharField(label="Name", required=False)
    nation = forms.ChoiceField(label="Nation", choices=[("", "All"), *NATIONS], required=False)
