"""What people say of replies: what one means, how it came, where it belongs."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.parts.foi.forms.fields import MOST_BYTES, DayInput, ManyFiles, ManyFilesField, past
from dueregard.parts.foi.models.correspondence import Means
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind, Phase, meanings_in
from dueregard.rules.law.laws import Law

FOLLOWS = '<span>{} <span class="follows">{}</span></span>'


class LastDayForm(forms.Form):
    """The last day on which a link to an answer works, as a person found it."""

    on = forms.DateField(
        label="Last day to download it",
        widget=DayInput(),
        error_messages={"required": "Choose the last day.", "invalid": "Type the day as 2026-12-23."},
    )


class SortForm(GuardedForm):
    """What a reply says. One reply can say several things."""

    kinds = forms.MultipleChoiceField(
        label="What does it say?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that apply. Tick nothing if it changes nothing.",
    )
    on = forms.DateField(label="When did it reach you?", widget=DayInput())
    sections = Line(
        label="Sections they rely on",
        required=False,
        max_length=200,
        help_text="As they write them, for example: s.24(1) and s.31(1)(a)",
    )
    until = forms.DateField(label="The new date they give, if any", required=False, widget=DayInput())
    their_reference = Line(label="Their reference", required=False, max_length=80)

    def clean_on(self) -> date:
        """Refuse a day in the future."""
        return past(self.cleaned_data["on"])

    def __init__(self, *args: Any, phase: Phase, follows: Mapping[EventKind, str] | None = None, **kwargs: Any) -> None:
        """`follows` says which date each answer brings, if the reply came on the day that the form begins with."""
        super().__init__(*args, **kwargs)
        _say_where(self)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        said = follows or {}
        field.choices = [
            (kind.value, format_html(FOLLOWS, kind.label, said[kind]) if said.get(kind) else kind.label)
            for kind in meanings_in(phase)
        ]

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


class ReferenceForm(GuardedForm):
    """The body's own number for a request. Empty takes it away."""

    their_reference = Line(
        label="Their reference", required=False, max_length=80, help_text="As they write it, for example: FOI/2026/123"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_where(self)


class EventForm(forms.Form):
    """Something that happened other than by e-mail, or was missed."""

    kind = forms.ChoiceField(label="What happened?", choices=EventKind.choices())
    on = forms.DateField(label="When did it happen?", widget=DayInput())
    sections = Line(label="Sections they rely on", required=False, max_length=200)
    until = forms.DateField(label="The date they give, if any", required=False, widget=DayInput())

    def clean_on(self) -> date:
        """Refuse a day in the future."""
        return past(self.cleaned_data["on"])


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
        return past(self.cleaned_data["on"])

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

    because = Line(label="Why does it not belong to any case?", max_length=300)


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


def _say_where(form: forms.Form) -> None:
    """Say below the field where a suggested reference was read."""
    says = form.initial.get("reference_says")
    if says:
        form.fields["their_reference"].help_text = says
