"""Check what a person typed about bodies and their addresses; nothing is saved here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import URLValidator, validate_email

from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.records.bodies.gateways.open_file import KINDS
from dueregard.records.bodies.models import NO_LAW, Body, ContactForm, Purpose
from dueregard.records.bodies.models.body import DUTY, NATIONS
from dueregard.records.bodies.queries.address_plan import PlannedRow, State
from dueregard.records.bodies.queries.merge_page import MergePage, closes, in_words
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.register.address_rows import MOST, AddressRow, NotAList, read_list, text_of, tidy_address
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

    q = Line(label="Name", required=False, max_length=200)
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
    address = Line(
        label="The address",
        max_length=500,
        help_text="An e-mail address, a web address of a form, or a postal address.",
    )
    source = Line(
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

    name = Line(label="Full name", max_length=200)
    kind = forms.TypedChoiceField(label="Kind", choices=_KIND_CHOICES, coerce=BodyKind)
    nation = forms.TypedChoiceField(label="Nation", choices=NATIONS, coerce=Nation, widget=forms.RadioSelect)
    region = forms.ChoiceField(
        label="Region of England", choices=[("", "Not in England, or not known"), *_REGION_CHOICES], required=False
    )
    town = Line(label="Town", max_length=80, required=False)
    home_page = forms.URLField(label="Website", max_length=500, required=False, assume_scheme="https")


class BodyForm(GuardedForm):
    """What the register says of a body."""

    name = Line(label="Full name", max_length=200)
    short_name = Line(label="Short name", max_length=100, required=False)
    kind = forms.ChoiceField(label="Kind", choices=_KIND_CHOICES)
    nation = forms.ChoiceField(label="Nation", choices=NATIONS)
    region = forms.ChoiceField(
        label="Region of England", choices=[("", "Not in England, or not known"), *_REGION_CHOICES], required=False
    )
    town = Line(label="Town", max_length=80, required=False)
    home_page = forms.URLField(label="Website", max_length=500, required=False, assume_scheme="https")
    opened_on = forms.DateField(label="Opened on", required=False, widget=_day())
    closed_on = forms.DateField(label="Closed on", required=False, widget=_day())
    law_override = forms.ChoiceField(label="Information law", choices=_LAW_CHOICES, required=False)
    law_because = Line(
        label="Why does a different law apply, or none?",
        max_length=300,
        required=False,
        help_text="Only needed if the law is not the usual one for its nation and kind.",
    )
    prevent_duty = forms.ChoiceField(label="Does the Prevent duty apply?", choices=DUTY)
    prevent_because = Line(label="Why?", max_length=300, required=False)
    unsure = Line(label="What is not confirmed?", max_length=300, required=False)


class FindEntryForm(forms.Form):
    """The other entry of the same body, by name or by a code."""

    q = Line(label="Name or code of the other entry", max_length=200)


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


LARGEST_LIST = 1024 * 1024
_SOURCE_HELP = "The web address of a page, or who told you and how. Used wherever a row says nothing of its own."


class _AddressesForm(forms.Form):
    """What is said once for all rows; `rows` and `without` are there once the form is valid."""

    source = Line(
        label="Where did you find them?",
        max_length=300,
        required=False,
        help_text=_SOURCE_HELP + " Everyone can see it.",
    )
    checked_on = forms.DateField(label="When did you look them up?", widget=_day())
    rows: tuple[AddressRow, ...] = ()
    without = 0

    def said_for_all(self, rows: Iterable[AddressRow]) -> tuple[AddressRow, ...]:
        """Return the rows with the source and the day of all where they name none."""
        source, day = self.cleaned_data.get("source", ""), self.cleaned_data.get("checked_on")
        known = day.isoformat() if day else ""
        return tuple(replace(row, source=row.source or source, checked_on=row.checked_on or known) for row in rows)


class AddressRowsForm(_AddressesForm):
    """One address for each body of a page, with its source; rows left empty are left out."""

    prefix = "all"

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [
            (body, self._typed(f"address-{body.slug}"), self._typed(f"source-{body.slug}")) for body in bodies
        ]

    def _typed(self, name: str) -> str:
        return " ".join(str(self.data.get(name, "")).split())

    def clean(self) -> dict[str, Any]:
        """Take the rows that have an address. One without, but with a source, is said and not dropped."""
        data: dict[str, Any] = super().clean() or {}
        typed = enumerate(self.lines, start=1)
        rows = [
            AddressRow(line, body.slug, tidy_address(address), source)
            for line, (body, address, source) in typed
            if address or source
        ]
        if not rows:
            self.add_error(None, "Write at least one address.")
        self.rows = self.said_for_all(rows)
        return data


class AddressListForm(_AddressesForm):
    """A list that is pasted, or saved in a file."""

    text = forms.CharField(
        label="Paste your list",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=(
            "One line for each body: its name, the e-mail address, and where you found it, with commas, semicolons or "
            f"tabs between them. At most {MOST} addresses at once."
        ),
    )
    file = forms.FileField(label="Or choose a file (CSV)", required=False)
    field_order = ("text", "file", "source", "checked_on")

    def clean_file(self) -> Any:
        """Refuse what is too large to be a list of addresses."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_LIST:
            raise forms.ValidationError("is larger than 1 MB. Save only the columns with the body, address and source.")
        return file

    def clean(self) -> dict[str, Any]:
        """Read the list; pasted words and a file at once would leave unclear which counts."""
        data: dict[str, Any] = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if "file" in self.errors:
            return data
        if file and text.strip():
            self.add_error("text", "is there as well as a file. Import one at a time.")
            return data
        try:
            read = read_list(text_of(file.read()) if file else text)
        except NotAList as wrong:
            self.add_error("file" if file else "text", str(wrong))
            return data
        self.rows, self.without = self.said_for_all(read.rows), read.without
        return data


class CheckedRowsForm(forms.Form):
    """The rows as they went to the check page, what was corrected there, and which are to be saved."""

    kept = forms.JSONField(widget=forms.HiddenInput)
    rows: list[AddressRow]
    seen: dict[int, tuple[str, ...]]
    ticked: frozenset[int] = frozenset()
    mended: frozenset[int] = frozenset()
    planned: Sequence[PlannedRow] = ()
    left: frozenset[int] = frozenset()

    @classmethod
    def showing(cls, planned: Sequence[PlannedRow], *, left: frozenset[int]) -> "CheckedRowsForm":
        """Return the form of a check page; `left` are the lines that a person did not tick."""
        kept = [[*(getattr(one.row, name) for name in _ROW), list(one.seen)] for one in planned]
        form = cls(initial={"kept": kept})
        form.planned, form.left = planned, left
        return form

    def clean_kept(self) -> Any:
        """Read the rows back. What a page of ours did not write is refused."""
        kept = self.cleaned_data["kept"]
        whole = isinstance(kept, list) and len(kept) <= MOST and all(map(_is_row, kept))
        if not whole or len({row[0] for row in kept}) < len(kept):
            raise forms.ValidationError("did not come back whole.")
        return kept

    def clean(self) -> dict[str, Any]:
        """Put what was corrected into the rows."""
        data: dict[str, Any] = super().clean() or {}
        was = [AddressRow(*row[:5]) for row in data.get("kept", ())]
        self.rows = [self._corrected(row) for row in was]
        self.seen = {row[0]: tuple(row[5]) for row in data.get("kept", ())}
        self.ticked = frozenset(row.line for row in was if f"take-{row.line}" in self.data)
        self.mended = frozenset(old.line for old, new in zip(was, self.rows, strict=True) if old != new)
        return data

    def _corrected(self, row: AddressRow) -> AddressRow:
        typed = {
            name: " ".join(str(self.data.get(f"{name}-{row.line}", getattr(row, name))).split()) for name in _ROW[1:]
        }
        meant = str(self.data.get(f"meant-{row.line}", ""))
        return AddressRow(row.line, meant or typed.pop("body"), **{k: v for k, v in typed.items() if k != "body"})

    def groups(self) -> list[tuple[str, str, list[tuple[PlannedRow, bool]]]]:
        """Return the rows by what a person has to do about them, each with whether it is ticked at first."""
        return [
            (state.value, title, [(one, one.row.line not in self.left and state == State.READY) for one in rows])
            for state, title in _GROUPS
            if (rows := [one for one in self.planned if one.state == state])
        ]

    @property
    def can_save(self) -> bool:
        """Whether any row could be saved now."""
        return any(one.may_be_saved for one in self.planned)


_ROW = ("line", "body", "address", "source", "checked_on")
_GROUPS = (
    (State.WRONG, "Correct these first"),
    (State.DOUBT, "You decide"),
    (State.READY, "Ready to save"),
    (State.KNOWN, "Nothing to do"),
)


def _is_row(row: object) -> bool:
    """Tell whether it is the line, four texts and the addresses that were seen."""
    return (
        isinstance(row, list)
        and len(row) == 6
        and type(row[0]) is int
        and all(isinstance(one, str) for one in row[1:5])
        and isinstance(row[5], list)
        and all(isinstance(one, str) for one in row[5])
    )
