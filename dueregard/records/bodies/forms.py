"""Check what a person typed about bodies and their addresses; nothing is saved here."""

from typing import Any

from django import forms
from django.core.validators import URLValidator, validate_email

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.records.bodies.gateways.open_file import KINDS
from dueregard.records.bodies.models import NO_LAW, ContactForm, Purpose
from dueregard.records.bodies.models.body import DUTY, NATIONS
from dueregard.records.bodies.queries.merge_page import MergePage, closes, in_words
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.register.merging import Side

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
_REGION_CHOICES = [(region, region) for region in REGIONS]
_KIND_CHOICES = sorted(((kind.value, kind.label) for kind in BodyKind), key=lambda pair: pair[1])
_LAWS = (Law.FOIA, Law.FOISA)
_LAW_CHOICES = [
    ("", "The usual one for its nation and kind"),
    *((law.value, law.label) for law in _LAWS),
    (NO_LAW, "None"),
]
LARGEST_UPLOAD = 5 * 1024 * 1024  # the command line imports larger files, so that no browser has to wait


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """The list's filter, a plain GET: anything it cannot read is ignored."""

    q = forms.CharField(label="Name", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *_KIND_CHOICES], required=False)
    nation = forms.ChoiceField(label="Nation", choices=[("", "Every nation"), *NATIONS], required=False)
    region = forms.ChoiceField(label="Region", choices=[("", "Every region"), *_REGION_CHOICES], required=False)
    area = forms.ChoiceField(label="Council area", required=False)
    closed = forms.BooleanField(label="Include closed bodies", required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], kinds: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, area = self.fields["kind"], self.fields["area"]
        if isinstance(kind, forms.ChoiceField) and isinstance(area, forms.ChoiceField):
            known = [(code, label) for code, label in _KIND_CHOICES if code in kinds]
            kind.choices = [("", "Every kind"), *known]
            area.choices = [("", "Every area"), *areas]
        if not areas:
            del self.fields["area"]


class ContactEntryForm(forms.Form):
    """An address of a body, with its source and when it was checked."""

    purpose = forms.ChoiceField(label="What is it for?", choices=Purpose.choices)
    form = forms.ChoiceField(label="What type of address?", choices=ContactForm.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label="The address",
        max_length=500,
        help_text="An e-mail address, a web address of a form, or a postal address.",
    )
    source = forms.CharField(
        label="Where did you find it?",
        max_length=300,
        help_text="The web address of the page, or who told you and how. Everyone can see this.",
    )
    checked_on = forms.DateField(label="When did you look it up?", widget=_day())

    def clean(self) -> dict[str, Any]:
        """Check that the address is of the type it is said to be."""
        data: dict[str, Any] = super().clean() or {}
        sort, address = data.get("form"), str(data.get("address", "")).strip()
        try:
            if sort == ContactForm.EMAIL:
                validate_email(address)
            elif sort == ContactForm.WEB:
                URLValidator(schemes=["http", "https"])(address)
        except forms.ValidationError:
            wanted = {
                "email": "an e-mail address: name@body.example",
                "web": "a web address: https://body.example/form",
            }
            self.add_error("address", f"does not look like {wanted[str(sort)]}.")
        data["address"] = address
        return data


class ContactChangeForm(ContactEntryForm, GuardedForm):
    """An existing address, which may no longer work."""

    is_working = forms.BooleanField(label="It works, as far as we know", required=False)


class NewBodyForm(forms.Form):
    """A body that is not from an official file."""

    name = forms.CharField(label="Full name", max_length=200)
    kind = forms.TypedChoiceField(label="Kind", choices=_KIND_CHOICES, coerce=BodyKind)
    nation = forms.TypedChoiceField(label="Nation", choices=NATIONS, coerce=Nation, widget=forms.RadioSelect)
    region = forms.ChoiceField(
        label="Region of England", choices=[("", "Not in England, or not known"), *_REGION_CHOICES], required=False
    )
    town = forms.CharField(label="Town", max_length=80, required=False)
    home_page = forms.URLField(label="Website", max_length=500, required=False, assume_scheme="https")


class BodyForm(GuardedForm):
    """What the register says of a body."""

    name = forms.CharField(label="Full name", max_length=200)
    short_name = forms.CharField(label="Short name", max_length=100, required=False)
    kind = forms.ChoiceField(label="Kind", choices=_KIND_CHOICES)
    nation = forms.ChoiceField(label="Nation", choices=NATIONS)
    region = forms.ChoiceField(
        label="Region of England", choices=[("", "Not in England, or not known"), *_REGION_CHOICES], required=False
    )
    town = forms.CharField(label="Town", max_length=80, required=False)
    home_page = forms.URLField(label="Website", max_length=500, required=False, assume_scheme="https")
    opened_on = forms.DateField(label="Opened on", required=False, widget=_day())
    closed_on = forms.DateField(label="Closed on", required=False, widget=_day())
    law_override = forms.ChoiceField(label="Information law", choices=_LAW_CHOICES, required=False)
    law_because = forms.CharField(
        label="Why does a different law apply, or none?",
        max_length=300,
        required=False,
        help_text="Only needed if the law is not the usual one for its nation and kind.",
    )
    prevent_duty = forms.ChoiceField(label="Does the Prevent duty apply?", choices=DUTY)
    prevent_because = forms.CharField(label="Why?", max_length=300, required=False)
    unsure = forms.CharField(label="What is not confirmed?", max_length=300, required=False)


class FindEntryForm(forms.Form):
    """The other entry of the same body, by name or by a code."""

    q = forms.CharField(label="Name or code of the other entry", max_length=200)


_STOPPED = "If the body has closed, letters to it that have not been sent yet are stopped."


class MergeForm(forms.Form):
    """Whose facts stand where two entries differ, and what was seen of both."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: MergePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for one in page.differences:
            self.fields[one.key] = forms.TypedChoiceField(
                label=one.words,
                widget=forms.RadioSelect,
                coerce=Side,
                initial=one.suggested,
                choices=[
                    (Side.KEPT.value, f"{in_words(page.kept.body, one)} (the entry that stays)"),
                    (Side.OTHER.value, f"{in_words(page.other.body, one)} (the entry that goes)"),
                ],
                error_messages={"required": "Choose one of the two."},
                help_text=_STOPPED if "closed_on" in one.columns and closes(page) else "",
            )
        self.fields["seen"].initial = page.seen

    @property
    def chosen(self) -> dict[str, Side]:
        """Return by key whose facts stand, once the form is valid."""
        return {key: self.cleaned_data[key] for key in (one.key for one in self.page.differences)}


class ImportForm(forms.Form):
    """An official file to import."""

    kind = forms.ChoiceField(label="Which file is it?", choices=[(code, kind.label) for code, kind in KINDS.items()])
    file = forms.FileField(label="The file")
    dry_run = forms.BooleanField(
        label="Only show what would change", required=False, initial=True, help_text="Nothing is saved."
    )

    def clean_file(self) -> Any:
        """Refuse a file that would keep the browser waiting too long."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                "is larger than 5 MB. Import it on the server instead: dueregard register import KIND FILE --dry-run"
            )
        return file
