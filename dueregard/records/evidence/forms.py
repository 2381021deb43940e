"""What people type about documents and passages. Forms check; actions write."""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.urls import Resolver404, resolve
from django.utils.text import capfirst

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.foundation.mail.queries import shown_today
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.search import find_bodies
from dueregard.records.groups.access import groups_of
from dueregard.records.groups.models import Group
from dueregard.rules.documents.corners import MARGIN, NAMES, SHAPES, Corners, NotCorners, corners_of

SURE = 97.0  # a name that matches this well, and better than the next, needs no question


class PlacesForm(forms.Form):
    """Which words of a page make a passage."""

    start = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class ClaimForm(forms.Form):
    """What a passage shows, in a sentence for the history of a body."""

    says = Line(
        label="What does it show?",
        max_length=300,
        help_text="One sentence for the history of the body. The words of the passage appear below it.",
    )


class PlaceForm(forms.Form):
    """The page of this site under which a passage is to stand, and what it shows there."""

    address = Line(
        label="Address of the page",
        max_length=500,
    )
    shows = Line(
        label="What does the passage show there?",
        max_length=300,
        help_text="One sentence. The words of the passage appear below it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = _one_of([page.words for page in settings.CLAIM_PAGES])
        self.fields["address"].help_text = f"{capfirst(pages)}: copy its address from the browser."

    def clean_address(self) -> str:
        """Return the path of a page of ours that makes claims."""
        with suppress(Resolver404, ValueError):
            typed = urlsplit(self.cleaned_data["address"].strip())
            is_ours = not typed.netloc or typed.netloc == urlsplit(settings.PUBLIC_URL).netloc
            if is_ours and resolve(typed.path).view_name in {page.page for page in settings.CLAIM_PAGES}:
                return str(typed.path)
        raise forms.ValidationError(
            f"Enter the address of {_one_of([page.words for page in settings.CLAIM_PAGES], ' of')} on this site."
        )


class DayInput(forms.DateInput):
    """The browser's own day field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ManyFiles(forms.ClearableFileInput):
    """The browser's file field, for several files."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Files for a group, and what is known of them. The files themselves are kept by the view before this is asked."""

    group = forms.ModelChoiceField(label="Which group are they for?", queryset=Group.objects.none(), empty_label=None)
    uploads = forms.FileField(
        label="Files",
        required=False,
        widget=ManyFiles(attrs={"multiple": True}),
        help_text="Any kind, as many as you like. We keep each one as it is. Only your group can see them.",
    )
    body = Line(
        label="Which public body are they about?",
        required=False,
        max_length=200,
        help_text="Use the name people know it by. Leave this empty if there is none.",
    )
    title = Line(
        label="Title",
        required=False,
        max_length=300,
        help_text="For a single file. Otherwise we use the file name.",
    )
    kind = Line(
        label="Type of document",
        required=False,
        max_length=40,
        help_text="In a word or two, such as minutes, policy or training slides.",
    )
    dated_on = forms.DateField(label="Date on the document", required=False, widget=DayInput())
    url = forms.URLField(
        label="Web address, if you saved it from the web",
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text="We record it but do not fetch anything from it: what counts is the file you saved.",
    )
    seen_on = forms.DateField(label="Date you saved it", required=False, widget=DayInput())

    def __init__(self, *args: Any, person: Person, has_kept: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].required = not has_kept
        self.fields["uploads"].error_messages["required"] = "Add at least one file."
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_of(person).order_by("name")

    def clean_body(self) -> Body | None:
        """Find the body that is meant; where several could be, ask. Raises: ValidationError"""
        return body_called(self.cleaned_data["body"].strip())

    def clean_seen_on(self) -> Any:
        """Refuse a day to come. Raises: ValidationError"""
        on = self.cleaned_data["seen_on"]
        if on and on > shown_today():
            raise forms.ValidationError("That date is in the future.")
        return on

    def clean(self) -> dict[str, Any]:
        """Ask for the address that a day belongs to. Raises: ValidationError"""
        data = super().clean() or self.cleaned_data
        if data.get("seen_on") and not data.get("url"):
            self.add_error("url", "Enter the address, or leave the date empty.")
        return data


class CorrectForm(GuardedForm):
    """What is said of a document. The body is named in words; `body_meant` is the one that was found."""

    title = Line(
        label="Title", required=False, max_length=300, help_text="Leave this empty to use the name of the file."
    )
    kind = Line(
        label="Type of document",
        required=False,
        max_length=40,
        help_text="In a word or two, such as minutes, policy or training slides.",
    )
    body = Line(
        label="Which public body is it about?",
        required=False,
        max_length=200,
        help_text="Use the name people know it by. Leave this empty if there is none.",
    )
    body_meant: Body | None = None

    def clean_body(self) -> str:
        """Find the body that is meant, and return its whole name. Raises: ValidationError"""
        self.body_meant = body_called(self.cleaned_data["body"].strip())
        return self.body_meant.name if self.body_meant else ""


def body_called(typed: str) -> Body | None:
    """Return the body of that name; where several could be meant, ask. Raises: ValidationError"""
    if not typed:
        return None
    found = find_bodies(typed, limit=4)
    exact = [match for match in found if typed.casefold() in {match.body.name.casefold(), match.body.slug}]
    if exact:
        return exact[0].body
    if found and found[0].score >= SURE and (len(found) == 1 or found[1].score < found[0].score):
        return found[0].body
    if not found:
        raise forms.ValidationError("We do not have a body with that name. Check the register, or leave this empty.")
    names = ", ".join(f"“{match.body.name}”" for match in found)
    raise forms.ValidationError(f"More than one body matches. Type one of these names: {names}.")


class DocumentFilter(forms.Form):
    """Which documents to list. Everything is optional, and nonsense asks for all."""

    state = forms.CharField(required=False, widget=forms.HiddenInput)
    case = forms.CharField(required=False, widget=forms.HiddenInput)
    body = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = Line(label="Name contains", required=False, max_length=100)
    kind = forms.ChoiceField(label="Type", required=False)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Everything"), *((kind, kind) for kind in kinds)]


def _one_of(words: Sequence[str], before: str = "") -> str:
    """Return words as a choice: “a, b, or c”; `before` is said again before each but the first."""
    if not words:
        return "a page that takes passages (this site has none)"
    *rest, last = words
    return f",{before} ".join(rest) + f", or{before} {last}" if rest else last


class CornersForm(forms.Form):
    """Where the four corners of a photographed slide are, in per cent of the photograph, and the slide’s shape."""

    shape = forms.ChoiceField(
        label="What shape was the slide?",
        choices=[(name, words) for name, (_, words) in SHAPES.items()],
        widget=forms.RadioSelect,
        initial=next(iter(SHAPES)),
    )
    corners: Corners = MARGIN

    def __init__(self, *args: Any, first: Corners = MARGIN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for corner, point in zip(NAMES, first.points, strict=True):
            for way, edge, number in zip(("across", "down"), ("left edge", "top"), point, strict=True):
                self.fields[f"{corner.replace(' ', '-')}-{way}"] = forms.DecimalField(
                    label=f"{capfirst(corner)}: from the {edge}",
                    min_value=0, max_value=100, decimal_places=1, initial=Decimal(number) / 10,
                    widget=forms.NumberInput(attrs={"class": "short", "inputmode": "decimal", "data-corner": way}),
                )  # fmt: skip
        self.numbers = [name for name in self.fields if name != "shape"]
        self.corners = first

    @property
    def around(self) -> tuple[tuple[BoundField, BoundField], ...]:
        """Return the two fields of each corner, clockwise from the top left."""
        fields = [self[name] for name in self.numbers]
        return tuple(zip(fields[::2], fields[1::2], strict=True))

    @property
    def chosen_shape(self) -> str:
        """Return the shape that was chosen, or the one offered first."""
        return str(self.cleaned_data.get("shape", "") if self.is_bound else "") or next(iter(SHAPES))

    def clean(self) -> dict[str, Any]:
        """Read the corners, or say why they make no slide."""
        data = super().clean() or self.cleaned_data
        if not self.errors.keys() & set(self.numbers):
            try:
                self.corners = corners_of([int(data[name] * 10) for name in self.numbers])
            except NotCorners as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return data
