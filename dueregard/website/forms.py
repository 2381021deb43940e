"""Forms of the front door: complaints about data, and the gallery's samples. A part's forms live with the part."""

from django import forms

from dueregard.foundation.lines.forms import Line

NATIONS = [
    ("england", "England"),
    ("wales", "Wales"),
    ("scotland", "Scotland"),
    ("northern_ireland", "Northern Ireland"),
]


class ComplaintForm(forms.Form):
    """A complaint about personal data, from anybody."""

    says = forms.CharField(
        label="What is wrong?",
        widget=forms.Textarea,
        max_length=20_000,
        help_text="In your own words. You can ask us for a copy, or to correct it, delete it or stop using it.",
    )
    about = Line(
        label="Which page or letter is it about?",
        required=False,
        max_length=300,
        help_text="Its web address, if you have it.",
    )
    reply_to = Line(
        label="How can we reach you?",
        max_length=300,
        help_text="An e-mail address, a telephone number or a postal address.",
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


class OutcomeForm(forms.Form):
    """What was done about a complaint."""

    outcome = forms.CharField(
        label="What did you do, and what did you tell them?", widget=forms.Textarea, max_length=20_000
    )


class TroubleForm(forms.Form):
    """What does not work at the moment, for everybody to read."""

    says = Line(
        label="What does not work?",
        max_length=500,
        help_text="Everyone reads this. Say what they can do instead; name nobody, and no server.",
    )


class SampleForm(forms.Form):
    """One field of each kind, to look at."""

    subject = Line(label="What is the request about?", help_text="A few words. The body will see them as the subject.")
    asked_on = forms.DateField(label="When did you ask?", widget=forms.DateInput(attrs={"type": "date"}))
    nation = forms.ChoiceField(label="Where is the body?", choices=NATIONS, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="Kind of body", choices=[("", "Choose"), ("university", "University")], required=False
    )
    questions = forms.CharField(label="Your questions", widget=forms.Textarea, help_text="One on each line.")
    scan = forms.FileField(label="A scan of the answer", required=False)
    publish = forms.BooleanField(label="Publish this request", required=False, help_text="You can change this later.")


class SampleFilter(forms.Form):
    """A filter: a plain GET."""

    q = Line(label="Name", required=False)
    nation = forms.ChoiceField(label="Nation", choices=[("", "All"), *NATIONS], required=False)
