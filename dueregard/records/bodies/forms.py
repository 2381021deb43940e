"""Check what a person typed about bodies and their addresses; nothing is saved here."""

from typing import Any

from django import forms
from django.core.validators import URLValidator, validate_email

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.records.bodies.gateways.open_file import KINDS
from dueregard.records.bodies.models import NO_LAW, ContactForm, Purpose
from dueregard.records.bodies.models.body import DUTY, NATIONS
from dueregard.rules.law.laws import BodyKind, Law, Nation

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
_LAW_CHOICES = [("", "As its nation and kind say"), *((law.value, law.label) for law in _LAWS), (NO_LAW, "None")]
LARGEST_UPLOAD = 5 * 1024 * 1024  # above this the command line reads the file without keeping a browser waiting


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """The list's filter, a plain GET: whatever is not understood is left aside."""

    q = forms.CharField(label="Name", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *_KIND_CHOICES], required=False)
    nation = forms.ChoiceField(label="Nation", choices=[("", "Every nation"), *NATIONS], required=False)
    region = forms.ChoiceField(label="Region", choices=[("", "Every region"), *_REGION_CHOICES], required=False)
    area = forms.ChoiceField(label="Council area", required=False)
    closed = forms.BooleanField(label="Closed ones too", required=False)

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
    """An address of a body; where it was read and when are part of it."""

    purpose = forms.ChoiceField(label="What is it for?", choices=Purpose.choices)
    form = forms.ChoiceField(label="What sort of address?", choices=ContactForm.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label="The address",
        max_length=500,
        help_text="An e-mail address, a web address of a form, or a postal address.",
    )
    source = forms.CharField(
        label="Where did you read it?",
        max_length=300,
        help_text="The web address of the page, or who told you and how. Everybody can see this.",
    )
    checked_on = forms.DateField(label="On which day did you look it up?", widget=_day())

    def clean(self) -> dict[str, Any]:
        """Check that the address is of the sort one says it is."""
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
    """An address that is there already, which may also no longer work."""

    is_working = forms.BooleanField(label="It works, as far as we know", required=False)


class NewBodyForm(forms.Form):
    """A body that no official file brought."""

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
        label="Why another law, or none?",
        max_length=300,
        required=False,
        help_text="Needed only when the law is not the one its nation and kind say.",
    )
    prevent_duty = forms.ChoiceField(label="Is it under the Prevent duty?", choices=DUTY)
    prevent_because = forms.CharField(label="Why?", max_length=300, required=False)
    unsure = forms.CharField(label="What is not confirmed?", max_length=300, required=False)


class ImportForm(forms.Form):
    """An official file to read into the register."""

    kind = forms.ChoiceField(label="Which file is it?", choices=[(code, kind.label) for code, kind in KINDS.items()])
    file = forms.FileField(label="The file")
    dry_run = forms.BooleanField(
        label="Only show what would change", required=False, initial=True, help_text="Nothing is written."
    )

    def clean_file(self) -> Any:
        """Refuse what would keep the browser waiting too long."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                "is larger than 5 MB. Read it on the server instead: dueregard register import KIND FILE --dry-run"
            )
        return file
