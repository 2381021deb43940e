"""What people type for records of training. Forms check; actions write."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.parts.training.actions.record_session import About
from dueregard.parts.training.models import Form
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.records.evidence.forms import DayInput, ManyFiles, body_called
from dueregard.records.evidence.models import Document
from dueregard.records.groups.access import groups_of
from dueregard.records.groups.models import Group
from dueregard.rules.documents.picture_kinds import sound_type
from dueregard.rules.training.places import NotAPlace, Place, place_of

NO_COURSE = ("", "None of these")
FROM_NOTES = ("", "No document: from notes taken on the spot")


class AboutForm(forms.Form):
    """What is said of a session. The body is named in words; `body_meant` is the one that was found."""

    title = Line(
        label="What is it called?",
        max_length=200,
        help_text="As it was announced, such as: Prevent awareness for staff.",
    )
    form = forms.ChoiceField(
        label="How was it held?", choices=Form.choices, widget=forms.RadioSelect, initial=Form.ROOM
    )
    course = forms.ChoiceField(label="Is it one of these courses?", required=False)
    body = Line(
        label="At which public body?", required=False, max_length=200,
        help_text="The body whose staff were trained, as people call it. Leave this empty if there is none.",
    )  # fmt: skip
    provider = Line(
        label="Who gave it?", max_length=160,
        help_text="A public body, a police force or a firm. Never the name of a person.",
    )  # fmt: skip
    given_to = Line(
        label="Who was it for?", max_length=160, help_text="For example: teaching staff, about 40. No names."
    )
    held_on = forms.DateField(label="On which day?", widget=DayInput())
    minutes = forms.IntegerField(
        label="How many minutes did it take?", required=False, min_value=1, max_value=6000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    paid_by = Line(label="Who paid for it, if you know?", required=False, max_length=160)
    notes = forms.CharField(
        label="Notes taken on the spot", required=False, max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Word for word where you can, with slide or time. For your group alone; never published.",
    )  # fmt: skip
    body_meant: Body | None = None
    today: date

    def set_up(self, *, courses: list[tuple[str, str]], today: date) -> None:
        """Offer the courses of the pack, and know which day it is."""
        field = self.fields["course"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NO_COURSE, *courses]
        self.today = today

    def clean_body(self) -> str:
        """Find the body that is meant, and return its whole name. Raises: ValidationError"""
        self.body_meant = body_called(self.cleaned_data["body"].strip())
        return self.body_meant.name if self.body_meant else ""

    def clean_held_on(self) -> date:
        """Refuse a day that is still to come: what has not been held has no record. Raises: ValidationError"""
        on: date = self.cleaned_data["held_on"]
        if on > self.today:
            raise forms.ValidationError("That day is in the future. Put the session on record once it was held.")
        return on

    def clean(self) -> dict[str, Any]:
        """Refuse a body that had closed on the day of the session: another one trained its staff."""
        data = super().clean() or self.cleaned_data
        on = data.get("held_on")
        closing = closing_of(self.body_meant, on) if self.body_meant and on else None
        if closing is not None:
            self.add_error("body", f"{closing.words} Choose the body that existed on that day.")
        return data

    @property
    def about(self) -> About:
        """What was typed, once the form is valid."""
        names = ("title", "form", "course", "provider", "given_to", "held_on", "minutes", "paid_by", "notes")
        return About(**{name: self.cleaned_data[name] for name in names})


class SessionForm(AboutForm):
    """A new record of a group."""

    group = forms.ModelChoiceField(label="Which group keeps it?", queryset=Group.objects.none(), empty_label=None)
    has_read = forms.BooleanField(
        label="I have read the advice on recording",
        error_messages={"required": "Read the advice first; then tick this."},
    )
    field_order = ("group", "title")

    def __init__(self, *args: Any, person: Person, courses: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(courses=courses, today=today)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_of(person).order_by("name")


class CorrectForm(AboutForm, GuardedForm):
    """What is said of a session that is on record."""

    def __init__(self, *args: Any, courses: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        self._courses, self.today = courses, today
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Offer the courses before anything is joined."""
        self.set_up(courses=self._courses, today=self.today)


class MaterialForm(forms.Form):
    """Files to add to a record, and documents of the group."""

    uploads = forms.FileField(
        label="Slides, photographs, a hand-out, sound", required=False,
        widget=ManyFiles(attrs={"multiple": True}),
        help_text="We keep each file as it is. Only your group can see it.",
    )  # fmt: skip
    documents = forms.MultipleChoiceField(
        label="Or documents that your group has", required=False, widget=forms.CheckboxSelectMultiple
    )
    has_read = forms.BooleanField(
        label="I have read the advice on recording, and may keep this",
        error_messages={"required": "Read the advice first; then tick this."},
    )

    def __init__(self, *args: Any, documents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["documents"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = documents
        if not documents:
            del self.fields["documents"]


class QuotedFields(forms.Form):
    """A sentence, where it is from, and the claim it makes."""

    quote = forms.CharField(
        label="What was said or shown, word for word?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only the words themselves, without quotation marks and without anyone’s name.",
    )  # fmt: skip
    document = forms.ChoiceField(label="Where is it from?", required=False)
    place = Line(
        label="Slide, page or time", required=False, max_length=20,
        help_text="Number of the slide (7), or minutes and seconds of the sound (12:05). If it is empty, we look "
        "for the words.",
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip
    claim = Line(
        label="What does it claim, in your group’s words?", required=False, max_length=200,
        help_text="The same words in every session let you compare them. For example: Growing a beard is a sign.",
    )  # fmt: skip

    documents: dict[str, Document]
    at: Place

    def offer(self, documents: list[Document]) -> None:
        """Offer the material of the record as sources."""
        self.documents = {str(one.pk): one for one in documents}
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [FROM_NOTES, *((str(one.pk), str(one)) for one in documents)]

    def clean_quote(self) -> str:
        """Return the words without the marks around them."""
        return str(self.cleaned_data["quote"]).strip().strip('“”"').strip()

    def clean_claim(self) -> str:
        """Return the claim on one line."""
        return " ".join(self.cleaned_data["claim"].split())

    def clean(self) -> dict[str, Any]:
        """Read the place as the source has it: a page, or a moment of a recording."""
        data = super().clean() or self.cleaned_data
        source = self.source
        try:
            self.at = place_of(data.get("place", ""), is_sound=bool(source and sound_type(source.media_type)))
        except NotAPlace as refusal:
            self.add_error("place", str(refusal))
            return data
        if source is None and self.at != Place():
            self.add_error("document", "Choose the document that has this slide or second, or leave the place empty.")
        return data

    @property
    def source(self) -> Document | None:
        """The document that was chosen."""
        return self.documents.get(self.cleaned_data.get("document", ""))


class QuoteForm(QuotedFields):
    """A new statement."""

    def __init__(self, *args: Any, documents: list[Document], known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(documents)
        self.known = known


class CorrectStatementForm(QuotedFields, GuardedForm):
    """A statement that is on record."""

    def __init__(self, *args: Any, documents: list[Document], known: list[str], **kwargs: Any) -> None:
        self._documents, self.known = documents, known
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Offer the sources before anything is joined."""
        self.offer(self._documents)


class ClaimForm(GuardedForm):
    """The words of a claim."""

    words = Line(label="What is claimed, in your group’s words?", max_length=200)

    def clean_words(self) -> str:
        """Return them on one line."""
        return " ".join(self.cleaned_data["words"].split())


class LookedForm(forms.Form):
    """That somebody looked at what would be public."""

    has_looked = forms.BooleanField(
        label="I have read all of this. It names no pupil, no colleague and no other person who should not be named.",
        error_messages={"required": "Read it first; then tick this."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
