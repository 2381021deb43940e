"""Checks what a person says about a contact: the organisation, a way to reach it, what happened when they tried it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.rules.help.contact_fields import FACTS, FOR, IN, SITUATIONS
from dueregard.rules.help.contact_table import Known, is_telephone
from dueregard.rules.help.open_referral import PLACES
from dueregard.rules.help.signposts import KIND_WORDS

KNOWN = {
    Known.CALLED: "I called or wrote today, and someone answered",
    Known.READ: "I read it today on the organisation’s own website or leaflet",
    Known.NOT: "I have not checked it yet. Readers do not see it until someone has",
}
UNCHECKED = "not checked yet"
BEFORE = (Known.BEFORE.value, "As it was recorded before")
ONLY_SECURE = URLValidator(schemes=["https", "http"])


class CheckForm(forms.Form):
    """Whether it worked, and what happened."""

    channel = forms.CharField(max_length=500, widget=forms.HiddenInput)
    works = forms.ChoiceField(
        choices=[("yes", "It works"), ("no", "It does not work")],
        error_messages={"required": "Say whether it works."},
    )
    note = Line(
        label="Note for the group",
        max_length=300,
        required=False,
        help_text="For example, who answered. Readers do not see it. Do not name anyone who called for help.",
    )


class FactFields(forms.Form):
    """What is said of the organisation itself."""

    title = Line(label="Name of the organisation", max_length=160)
    what = forms.CharField(
        label="What they do",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences, as you would say it to someone who is frightened.",
    )
    not_for = Line(
        label="What they are not for",
        max_length=300,
        required=False,
        help_text="For example: it is not an emergency service.",
    )

    def ticks(self) -> None:
        """Add a box for each situation and each nation."""
        for code, words in SITUATIONS.items():
            self.fields[f"{FOR}{code}"] = forms.BooleanField(label=f"Helps: {words}", required=False)
        for code, words in PLACES.items():
            self.fields[f"{IN}{code}"] = forms.BooleanField(label=f"Only in: {words}", required=False)
        self.fields[f"{IN}{next(iter(PLACES))}"].help_text = "Tick no nation if they help people anywhere in the UK."

    def one_situation(self) -> None:
        """Refuse a contact that no situation of the help page would show."""
        if not any(self.cleaned_data.get(f"{FOR}{code}") for code in SITUATIONS):
            self.add_error(f"{FOR}approached", "Tick at least one situation, or no reader ever sees this contact.")


class ChannelFields(forms.Form):
    """One way to reach an organisation."""

    kind = forms.ChoiceField(label="Kind", choices=[(code, words.capitalize()) for code, words in KIND_WORDS.items()])
    value = Line(label="Number or address", max_length=300)
    known = forms.ChoiceField(
        label="How do you know that it works?",
        choices=list(KNOWN.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you know that it works."},
    )
    source = Line(
        label="Who checked it, and how",
        max_length=200,
        required=False,
        help_text="If you checked it. Readers see this beside the date. For example: we called on a weekday morning.",
    )
    words = Line(
        label="Words for the link",
        max_length=120,
        required=False,
        help_text="For a website or form. For example: Write to them through their website.",
    )
    hours_words = Line(
        label="Opening hours", max_length=160, required=False, help_text="For example: Monday to Friday, 9 am to 5 pm."
    )
    what_happens = forms.CharField(
        label="What happens when you call",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One line for each step. For example: a volunteer answers and asks only for a first name.",
    )
    note = Line(label="Note for readers", max_length=300, required=False)

    def right_source(self) -> None:
        """Ask who checked a number that somebody checked; of one that nobody did, say so."""
        known = self.cleaned_data.get("known")
        if known is None or self.cleaned_data.get("source"):
            return
        if known == Known.NOT:
            self.cleaned_data["source"] = UNCHECKED
        else:
            self.add_error("source", "Say who checked it, and how. Readers see this beside the date.")

    def right_kind(self) -> None:
        """Refuse a value that is no number or address of its kind."""
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        if not kind or not value:
            return
        if kind in ("phone", "text_message"):
            if not is_telephone(value):
                self.add_error("value", "Enter a telephone number in digits, such as 020 7946 0000 or 999.")
        elif kind != "post":
            check, words = (
                (validate_email, "Enter an e-mail address, such as help@example.org.")
                if kind == "email"
                else (ONLY_SECURE, "Enter the whole address of the page, beginning with https://.")
            )
            try:
                check(value)
            except ValidationError:
                self.add_error("value", words)


class NewContactForm(ChannelFields, FactFields):
    """A new organisation with its first way to be reached."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticks()
        ticks = [name for name in self.fields if name.startswith((FOR, IN))]
        self.order_fields(["title", "what", "kind", "value", "known", "source", *ticks])

    def clean(self) -> dict[str, Any]:
        """Hold both halves against their rules."""
        self.one_situation()
        self.right_kind()
        self.right_source()
        return self.cleaned_data


class NewChannelForm(ChannelFields):
    """One more way to reach an organisation."""

    def clean(self) -> dict[str, Any]:
        """Hold the value against its kind."""
        self.right_kind()
        self.right_source()
        return self.cleaned_data


class FactsForm(GuardedForm, FactFields):
    """What is said of an organisation that is there already."""

    is_closed = forms.BooleanField(
        label="It has closed",
        required=False,
        help_text="Readers are told only that it is gone, so that no one goes on looking for an old number.",
    )

    def fit(self) -> None:
        """Add the boxes, in the order of the form."""
        self.ticks()
        self.order_fields(list(FACTS.words))

    def clean(self) -> dict[str, Any]:
        """Refuse a contact that nobody would see."""
        self.one_situation()
        return self.cleaned_data


class ChannelForm(GuardedForm, ChannelFields):
    """A way to reach an organisation that is there already."""

    def fit(self) -> None:
        """Offer to leave the check as it is, which holds only while the number itself stays."""
        self.fields["known"] = forms.ChoiceField(
            label="How do you know that it works?", choices=[BEFORE, *KNOWN.items()], widget=forms.RadioSelect
        )

    def clean(self) -> dict[str, Any]:
        """Hold the value against its kind, and a new number against the check of the old one."""
        self.right_kind()
        self.right_source()
        before = self.seen.values
        is_new = any(self.cleaned_data.get(name) != before.get(name) for name in ("kind", "value"))
        if is_new and self.cleaned_data.get("known") == Known.BEFORE:
            self.add_error("known", "This number or address is new. Say how you know that it works.")
        return self.cleaned_data
