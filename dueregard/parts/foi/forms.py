"""What people type for campaigns, letters and replies. Forms check; actions write."""

from datetime import date, datetime, time
from operator import itemgetter
from typing import Any

from django import forms
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.packs.queries import words_for
from dueregard.parts.foi.models.correspondence import Means
from dueregard.parts.foi.queries.public_list import STANDS
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind, Phase, meanings_in
from dueregard.rules.casework.tags import NotTags, clean_tags
from dueregard.rules.casework.wording import LetterTemplate, unknown_placeholders
from dueregard.rules.law.laws import BodyKind, Law, Nation

# The nine regions of England, as the Office for National Statistics names them.
REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
)
MOST_BYTES = 50 * 1024 * 1024


class DayInput(forms.DateInput):
    """The browser's own day field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LastDayForm(forms.Form):
    """The last day on which a link to an answer works, as a person found it."""

    on = forms.DateField(
        label="Last day to download it",
        widget=DayInput(),
        error_messages={"required": "Choose the last day.", "invalid": "Type the day as 2026-12-23."},
    )


class CampaignForm(forms.Form):
    """A campaign's letter: what the group asks. The law's wording is added around it for each body."""

    title = forms.CharField(
        label="What is this request about?", max_length=160, help_text="A short name for your own lists."
    )
    subject = forms.CharField(label="Subject line", max_length=200)
    questions = forms.CharField(
        label="What are you asking for?",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Ask for documents they should already hold. Ask five questions at most. Say which dates you mean.",
    )
    is_environmental = forms.BooleanField(
        label="This is about the environment (a different law applies)", required=False
    )

    def clean_questions(self) -> str:
        """Refuse a placeholder that nothing would fill in."""
        text: str = self.cleaned_data["questions"]
        problems = unknown_placeholders(LetterTemplate(subject="", text=text), words_for())
        if problems:
            raise forms.ValidationError(" ".join(problem.says for problem in problems))
        return text


class LetterForm(CampaignForm):
    """The letter of a new campaign, with the group that asks."""

    field_order = ("group",)
    group = forms.ModelChoiceField(label="Which group is asking?", queryset=Group.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")


class ChangeLetterForm(CampaignForm, GuardedForm):
    """The same letter, once the group is settled."""


class PickerForm(forms.Form):
    """Which bodies to show for choosing."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any kind"), *((kind.value, kind.label) for kind in BodyKind)]
    )
    nation = forms.ChoiceField(
        label="Nation", required=False, choices=[("", "Any nation"), *((n.value, n.label) for n in Nation)]
    )
    region = forms.ChoiceField(
        label="Region of England", required=False, choices=[("", "Any region"), *((name, name) for name in REGIONS)]
    )
    q = forms.CharField(label="Name contains", required=False, max_length=100)


class WriteForm(forms.Form):
    """A follow-up letter as the person wants to send it."""

    subject = forms.CharField(label="Subject", max_length=300)
    text = forms.CharField(label="Letter", widget=forms.Textarea(attrs={"rows": 22}))


class ComplaintForm(WriteForm):
    """The complaint, which goes to the regulator and not to the body."""

    field_order = ("to", "subject", "text")
    to = forms.EmailField(
        label="The regulator's e-mail address",
        max_length=320,
        help_text="Copy it from the regulator's own website; it is not the body's address.",
    )


class NewAddressForm(forms.Form):
    """Where to send a request that did not arrive."""

    address = forms.EmailField(label="Their correct e-mail address", max_length=320)


class SortForm(GuardedForm):
    """What a reply says. One reply can say several things."""

    kinds = forms.MultipleChoiceField(
        label="What does it say?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that apply. Tick nothing if it changes nothing.",
    )
    on = forms.DateField(label="When did it reach you?", widget=DayInput())
    sections = forms.CharField(
        label="Sections they rely on",
        required=False,
        max_length=200,
        help_text="As they write them: s.24(1), s.31(1)(a)",
    )
    until = forms.DateField(label="The new date they give, if any", required=False, widget=DayInput())
    their_reference = forms.CharField(label="Their reference", required=False, max_length=80)

    def clean_on(self) -> date:
        """Refuse a day in the future."""
        return _past(self.cleaned_data["on"])

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind.value, kind.label) for kind in meanings_in(phase)]

    def clean(self) -> dict[str, Any]:
        """Refuse to call one answer both a release and a refusal without saying that it is in part."""
        data = super().clean() or {}
        kinds = set(data.get("kinds", ()))
        whole = {EventKind.RELEASED.value, EventKind.REFUSED.value, EventKind.NOT_HELD.value} & kinds
        if len(whole) > 1:
            raise forms.ValidationError(
                "A reply cannot both release everything and withhold it. If they released some of it, tick “They "
                "released part of it”."
            )
        return data


class EventForm(forms.Form):
    """Something that happened other than by e-mail, or was missed."""

    kind = forms.ChoiceField(label="What happened?", choices=EventKind.choices())
    on = forms.DateField(label="When did it happen?", widget=DayInput())
    sections = forms.CharField(label="Sections they rely on", required=False, max_length=200)
    until = forms.DateField(label="The date they give, if any", required=False, widget=DayInput())

    def clean_on(self) -> date:
        """Refuse a day in the future."""
        return _past(self.cleaned_data["on"])


class LawForm(forms.Form):
    """The law that a request is under. A subject access request is never a case here."""

    law = forms.ChoiceField(
        label="Law that applies to this request", choices=[(law.value, law.label) for law in Law if law is not Law.SAR]
    )


class PostForm(forms.Form):
    """A letter by post, a download, a phone call."""

    means = forms.ChoiceField(
        label="How did it arrive?", choices=[(m.value, m.label) for m in Means if m is not Means.EMAIL]
    )
    on = forms.DateField(label="When did it arrive?", widget=DayInput())
    text = forms.CharField(label="What does it say?", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    scan = forms.FileField(label="Scan or file", required=False, help_text="One file, up to 50 MB.")

    def clean_on(self) -> date:
        """Refuse a day in the future."""
        return _past(self.cleaned_data["on"])

    def clean_scan(self) -> Any:
        """Refuse a file too large to upload here in one go."""
        scan = self.cleaned_data["scan"]
        if scan and scan.size > MOST_BYTES:
            raise forms.ValidationError("This file is larger than 50 MB. Split it, or send it to the case by e-mail.")
        return scan

    def noon(self) -> datetime:
        """Return noon on the day it arrived, UK time: only the day matters to the law."""
        return datetime.combine(self.cleaned_data["on"], time(12), tzinfo=timezone.get_default_timezone())


class AsideForm(forms.Form):
    """Why a held e-mail does not belong to any case."""

    because = forms.CharField(label="Why does it not belong to any case?", max_length=300)


class PublicFilter(forms.Form):
    """How a visitor narrows the published requests: a plain GET."""

    q = forms.CharField(label="Name of the body", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Kind of body",
        required=False,
        choices=[("", "All kinds"), *sorted(((kind.value, kind.label) for kind in BodyKind), key=itemgetter(1))],
    )
    nation = forms.ChoiceField(
        label="Nation", required=False, choices=[("", "All nations"), *((each.value, each.label) for each in Nation)]
    )
    stands = forms.ChoiceField(label="Answer", required=False, choices=[("", "Any"), *STANDS.items()])


class AnswerForm(forms.Form):
    """A reply that the person writes as the body would. Practice mode only."""

    text = forms.CharField(label="Their reply", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))


class ManyFiles(forms.ClearableFileInput):
    """The browser's file field, for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploaded files, none too large to upload here in one go."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files. Raises: ValidationError"""
        files = [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]
        too_large = [file.name for file in files if file.size > MOST_BYTES]
        if too_large:
            names = ", ".join(too_large)
            raise forms.ValidationError(f"{names}: larger than 50 MB. Split the mailbox and add each part.")
        return files


class ImportForm(forms.Form):
    """Earlier e-mails, as files."""

    group = forms.ModelChoiceField(
        label="Which group’s requests do they belong to?", queryset=Group.objects.none(), empty_label=None
    )
    uploads = ManyFilesField(
        label="Files",
        widget=ManyFiles(attrs={"multiple": True, "accept": ".eml,.mbox,message/rfc822,application/mbox"}),
        help_text="An .eml file holds one e-mail, an .mbox file many. Up to 50 MB each. Add as many as you like.",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")


def _past(on: date) -> date:
    if on > timezone.localdate():
        raise forms.ValidationError("That day is in the future.")
    return on


def sections_of(text: str) -> tuple[str, ...]:
    """Split what a person typed into sections, at commas, semicolons and "and"."""
    parts = text.replace(";", ",").replace(" and ", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


class KeepForm(GuardedForm):
    """Who looks after a case, and its tags."""

    assigned_to = forms.ChoiceField(label="Who looks after it", required=False)
    tags = forms.CharField(
        label="Tags",
        required=False,
        max_length=400,
        help_text="Short words with commas between them, for example: schools, urgent. Only your group sees them.",
    )

    def __init__(self, *args: Any, people: dict[str, str], **kwargs: Any) -> None:
        self._people = people
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Offer the people who may look after the case: id and name."""
        field = self.fields["assigned_to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody yet"), *self._people.items()]

    def clean_tags(self) -> str:
        """Return the tags in the one form in which they are kept."""
        try:
            return clean_tags(self.cleaned_data["tags"])
        except NotTags as refusal:
            raise forms.ValidationError(str(refusal)) from None


class NewNoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label="Note for colleagues",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only your group sees it. It is never published or sent.",
    )


class NoteForm(NewNoteForm, GuardedForm):
    """The same note, changed."""


class CasesForm(forms.Form):
    """Narrows the list of requests. What can be chosen is what the reader's cases have."""

    q = forms.CharField(label="Body’s name contains", required=False, max_length=100)
    campaign = forms.ChoiceField(label="Campaign", required=False)
    tag = forms.ChoiceField(label="Tag", required=False)
    person = forms.ChoiceField(label="Looked after by", required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Any"), *offered]


class AlikeForm(forms.Form):
    """What is explained to every body that asked what a request means."""

    typed = forms.CharField(
        label="What you explain to all of them",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="It goes into the middle of each letter. The greeting, dates and references are added.",
    )


class PublishOnForm(forms.Form):
    """The day on which cases become public."""

    on = forms.DateField(
        label="Public from",
        widget=DayInput(),
        help_text="They stay private until that day. You can cancel it on the page of each case.",
    )
