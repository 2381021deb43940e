"""Checks what a person typed about a group and the places in it.

Whether a group of that name exists is decided by the actions.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from dueregard.foundation.accounts.forms import NewPersonForm
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.records.areas.models import Area
from dueregard.records.groups.actions.invite_on_paper import MOST_USES
from dueregard.records.groups.models import Group, Role, Sector
from dueregard.rules.groups.reaching import MOST, NotAnAddress, read_reach
from dueregard.rules.law.laws import Nation

REAL_NAME = (
    "By law a request needs a real name: a first name or initial and a last name, or the name of an organisation."
)
HOURS = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p"]  # 19:00, 19.00, 7pm, 7:30 pm


def signature_field() -> forms.CharField:
    """Return the field for the real name under a group's letters."""
    return Line(label="Name that signs your letters", max_length=200, help_text=REAL_NAME)


def address_field() -> forms.CharField:
    """Return the field for the postal address in a group's letters."""
    return forms.CharField(
        label="Postal address in your letters",
        required=False,
        max_length=500,
        help_text="You do not need one: public bodies can answer by e-mail.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )


class GroupForm(forms.Form):
    """A group, and how its letters are signed."""

    name = Line(label="Name of the group", max_length=120, help_text="For example: Northport group.")
    signature = signature_field()
    postal_address = address_field()


class ChangeGroupForm(GuardedForm, GroupForm):
    """A group that is there already."""


class FirstPersonForm(NewPersonForm):
    """The first administrator, and the first group."""

    group_name = Line(label="Name of your group", max_length=120, help_text="For example: Northport group.")
    signature = signature_field()
    postal_address = address_field()


def _role_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="What can they do?",
        choices=Role.choices,
        coerce=Role,
        initial=Role.VOLUNTEER,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """What somebody new may do in a group."""

    role = _role_field()


class ChangeRoleForm(GuardedForm):
    """What a member may do in a group."""

    role = _role_field()


class PublicPageForm(GuardedForm):
    """Where a group works, and what its own page says."""

    area = forms.ChoiceField(label="Which council area do you work in?", required=False)
    sector = forms.ChoiceField(
        label="Where are your members?", required=False, choices=[("", "Not said"), *Sector.choices]
    )
    is_public = forms.BooleanField(
        label="Show a page of our group to everyone",
        required=False,
        help_text="The page shows the group's name, area, and what you write below. It shows no member and no work.",
    )
    about = forms.CharField(
        label="What does the group do?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Two or three sentences for a stranger. Name nobody.",
    )
    whereabouts = Line(
        label="Where do you meet, roughly?",
        required=False,
        max_length=200,
        help_text="A part of town is enough, such as: near the harbour. Leave out the address.",
    )
    reach = Line(
        label="How can people reach the group?",
        required=False,
        max_length=MOST,
        help_text="One e-mail or web address that belongs to the group, not to a person.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        self._areas = list(areas)
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        """Offer the areas of today, by nation; the one that is set stays, also when it has ended."""
        self.fields["area"] = forms.ChoiceField(
            label=self.fields["area"].label, required=False, choices=_area_choices(self._areas)
        )
        self.order_fields(["area", "sector", "is_public", "about", "whereabouts", "reach"])

    def ask_about(self, words: list[str]) -> None:
        """Ask a person to look at words that may name somebody."""
        listed = ", ".join(f"“{word}”" for word in words[:8])
        self.fields["names_nobody"] = forms.BooleanField(
            required=False,
            label="I have looked: these words name nobody and lead to nobody’s home or telephone.",
        )
        self.add_error(None, f"These words may lead to a person: {listed}. Remove them, or say that they do not.")

    def clean_reach(self) -> str:
        """Return an address of the form that a page can link to."""
        typed = str(self.cleaned_data["reach"])
        if not typed.strip():
            return ""
        try:
            return read_reach(typed)
        except NotAnAddress as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def _area_choices(areas: list[Area]) -> list[Any]:
    by_nation = sorted(areas, key=lambda area: (list(Nation).index(Nation(area.nation)), area.name))
    grouped = groupby(by_nation, key=lambda area: Nation(area.nation).label)
    return [("", "Not said"), *((nation, [(area.slug, area.name) for area in found]) for nation, found in grouped)]


class PaperForm(forms.Form):
    """How many people a sheet of paper lets in, and until when."""

    uses = forms.IntegerField(
        label="How many people can use it?",
        min_value=1,
        max_value=MOST_USES,
        initial=10,
        help_text="As many as you expect. Each person who joins uses one.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    last_on = forms.DateField(
        label="Until which day?",
        help_text="The last day on which it works, at most 60 days ahead. For example: 2026-12-18.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data, initial={"last_on": (today + timedelta(days=7)).isoformat()})


class MeetingFields(forms.Form):
    """When and where a group meets, and about what."""

    title = Line(label="What is it?", max_length=120, initial="Meeting")
    on = forms.DateField(
        label="Day", widget=forms.DateInput(attrs={"type": "date"}), help_text="For example: 2026-12-18."
    )
    begins = forms.TimeField(
        label="Begins",
        input_formats=HOURS,
        help_text="By UK clocks, for example 19:00.",
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    ends = forms.TimeField(
        label="Ends",
        required=False,
        input_formats=HOURS,
        help_text="If you know it.",
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    place = Line(label="Place", required=False, max_length=200, help_text="Leave it empty if there is none yet.")
    agenda = forms.CharField(
        label="Agenda",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One line for each point. Only your group sees it; it is in no calendar.",
    )


class NewMeetingForm(MeetingFields):
    """A new meeting, of one of several groups."""

    group = forms.ModelChoiceField(label="Which group meets?", queryset=Group.objects.none(), empty_label=None)
    field_order = ("group",)

    def __init__(self, data: QueryDict | None, *, groups: QuerySet[Group]) -> None:
        super().__init__(data)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups.order_by("name")
        field.initial = groups.order_by("name").first()


class ChangeMeetingForm(GuardedForm, MeetingFields):
    """A meeting that is planned already."""


class NetworkForm(forms.Form):
    """A new network, and who is asked to join it."""

    name = Line(label="Name of the network", max_length=120, help_text="For example: Schools of the North.")
    about = Line(label="What is it for?", required=False, max_length=500)
    groups = forms.ModelMultipleChoiceField(
        label="Which groups do you ask?",
        queryset=Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each group joins when one of its caseworkers says yes.",
    )


class AskGroupsForm(forms.Form):
    """Further groups that are asked to join a network."""

    groups = forms.ModelMultipleChoiceField(
        label="Which groups do you ask?", queryset=Group.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None, *, groups: QuerySet[Group]) -> None:
        super().__init__(data)
        field = self.fields["groups"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = groups.order_by("name")
