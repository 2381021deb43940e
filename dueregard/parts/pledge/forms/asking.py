"""What an organisation says when it asks to sign, and when it decides again."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from dueregard.foundation.lines.forms import Line, StrictLine
from dueregard.foundation.outside.gateways.names import does_not_exist, is_public_suffix
from dueregard.parts.pledge.actions.ask import Asked, Decided
from dueregard.parts.pledge.queries.principles import principles
from dueregard.records.areas.models import Area
from dueregard.rules.pledge.alike import is_shared
from dueregard.rules.pledge.proofs import is_told_it
from dueregard.rules.pledge.terms import Maker, Sort
from dueregard.rules.text.domain_names import NotADomain, ascii_host, is_within, read_domain, without_www
from dueregard.rules.text.file_names import UNSHOWABLE

WITHOUT_REASON = "You left out a principle. Say in a sentence or two why, so that readers know where you stand."


class DomainField(Line):
    """A domain whose website the organisation keeps; cleaned, as the DNS has it, without `www.`."""

    def clean(self, value: Any) -> str:
        """Return the domain, or say what to type instead."""
        typed = str(super().clean(value)).strip()
        if not typed:
            return ""
        try:
            domain = without_www(read_domain(typed)).ascii
        except NotADomain as refusal:
            raise ValidationError(str(refusal)) from None
        if is_public_suffix(domain):
            raise ValidationError("Anyone can register names below this one. Type your whole domain.")
        if is_shared(domain):
            raise ValidationError(
                "This domain belongs to a service with many users, so it proves nothing about you. Give a domain of "
                "your own, or the name below it that is yours alone, or leave this empty and send us the minute."
            )
        if does_not_exist(domain):
            raise ValidationError("The DNS knows no such domain. Check the spelling, or whether it has expired.")
        return domain


class DecidedForm(forms.Form):
    """What an organisation decided: which principles, who decided, when, and where the minute can be read."""

    principles = forms.MultipleChoiceField(
        label="Which principles did you adopt?",
        widget=forms.CheckboxSelectMultiple,
        help_text="All, or some. Better to mean three than to say four.",
        error_messages={"required": "Choose at least one principle."},
    )
    reservation = forms.CharField(
        label="If you left any out: why?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone will read this. Name no person.",
    )
    maker = forms.ChoiceField(label="Who decided?", choices=[(one.value, one.label) for one in Maker])
    decided_on = forms.DateField(
        label="When?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "This is not a day. Write it like this: 2026-03-14."},
    )
    minute_url = forms.URLField(
        label="Where can the minute be read?",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Its web address, if it is public.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.offered = principles()
        field = self.fields["principles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.slug, f"{one.title}. {one.text}") for one in self.offered]

    def clean_decided_on(self) -> date:
        """Return the day, which has come already."""
        on: date = self.cleaned_data["decided_on"]
        if on > self.today:
            raise ValidationError("This day has not come yet. Ask once it is decided.")
        return on

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a principle that was left out."""
        told: dict[str, Any] = super().clean() or {}
        chosen = told.get("principles")
        if chosen and len(chosen) < len(self.offered) and not told.get("reservation", "").strip():
            self.add_error("reservation", WITHOUT_REASON)
        return told

    @property
    def decided(self) -> Decided:
        """Return what was decided."""
        told = self.cleaned_data
        return Decided(
            principles=tuple(told["principles"]),
            reservation=told["reservation"].strip(),
            maker=Maker(told["maker"]),
            decided_on=told["decided_on"],
            minute_url=told["minute_url"],
        )


class AskForm(DecidedForm):
    """All that an organisation says when it asks to sign."""

    name = StrictLine(
        label="What is your organisation called?",
        max_length=160,
        help_text="Its full name, as on its letterhead. Organisations sign, not individuals.",
    )
    sort = forms.ChoiceField(label="What sort of organisation is it?", choices=[(one.value, one.label) for one in Sort])
    domain = DomainField(
        label="The domain of your website",
        required=False,
        max_length=300,
        help_text="For example: branch.example. We look there for your proof. Leave it empty if you have none.",
    )
    area = forms.ModelChoiceField(
        label="Where do you work?", queryset=Area.objects.none(), required=False, empty_label="In no single area"
    )
    contact = forms.EmailField(
        label="An e-mail address for notices",
        max_length=254,
        help_text="Choose one that outlasts a change of officers. We never show it, and use it only for the pledge.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    person_name = Line(
        label="Who signs for it?",
        required=False,
        max_length=120,
        help_text="You do not have to say. If you do, only the people who keep this list see it.",
    )
    shows_person = forms.BooleanField(
        label="Also show this name to everyone. The person named agrees, and knows what that may mean for them",
        required=False,
    )
    may_sign = forms.BooleanField(
        label="I may sign for this organisation, and it decided as I say here",
        error_messages={"required": "Only someone who may sign for the organisation can ask."},
    )
    field_order = (
        *("name", "sort", "area", "principles", "reservation", "maker", "decided_on", "minute_url"),
        *("domain", "contact", "person_name", "shows_person", "may_sign"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Area.objects.in_force_on(self.today).order_by("name")

    def clean_name(self) -> str:
        """Return the name, which has nothing in it that nobody sees: badges and lists show it as it is."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if UNSHOWABLE.search(name):
            raise ValidationError("The name has hidden characters in it. Type it again rather than pasting it.")
        return name

    def clean(self) -> dict[str, Any]:
        """Ask for the name that is to be shown."""
        told = super().clean()
        if told.get("shows_person") and not told.get("person_name", "").strip():
            self.add_error("person_name", "You asked us to show a name but gave none. Type it, or untick the box.")
        return told

    @property
    def asked(self) -> Asked:
        """Return what was said."""
        told = self.cleaned_data
        return Asked(
            name=told["name"],
            sort=Sort(told["sort"]),
            domain=told["domain"],
            contact=told["contact"],
            area=told["area"],
            person_name=" ".join(told["person_name"].split()),
            shows_person=told["shows_person"],
            decided=self.decided,
        )


class LinkForm(forms.Form):
    """The page on which a signatory has put its link."""

    place = forms.URLField(
        label="The page that has the link",
        max_length=500,
        assume_scheme="https",
        help_text="Its whole address, on your own domain.",
    )

    def __init__(self, *args: Any, domain: str, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domain, self.code = domain, code

    def clean_place(self) -> str:
        """Return the address, which is on the signatory's domain."""
        place: str = self.cleaned_data["place"]
        parts = urlsplit(place)
        try:
            host = ascii_host(parts.hostname or "")
            port = parts.port
        except ValueError as refusal:  # NotADomain is one
            raise ValidationError(str(refusal)) from None
        if "@" in parts.netloc or "\\" in place:
            raise ValidationError("Leave out the name before the @. Copy the address from your browser.")
        if is_told_it(place, self.code):
            raise ValidationError("This address has our link in it, so its page may only repeat it. Name another page.")
        if parts.scheme not in {"http", "https"} or port not in (None, 80, 443):
            raise ValidationError("The page must begin with https:// and have no number after a colon.")
        if not is_within(host, self.domain):
            raise ValidationError(f"This page is not on {self.domain}, the domain that you gave.")
        return place


class MailForm(forms.Form):
    """An address at the signatory's own domain."""

    address = forms.EmailField(label="An e-mail address at your domain", max_length=254)

    def clean_address(self) -> str:
        """Return the address with its domain as the DNS has it."""
        name, _, domain = str(self.cleaned_data["address"]).rpartition("@")
        try:
            return f"{name}@{ascii_host(domain)}"
        except NotADomain as refusal:
            raise ValidationError(str(refusal)) from None


class WordsForm(forms.Form):
    """A few sentences."""

    words = forms.CharField(label="Your answer", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str = "", help_text: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text, field.required = label or field.label, help_text, required


class DoubtForm(forms.Form):
    """What someone says who knows that an organisation did not sign."""

    says = forms.CharField(
        label="What is wrong?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For example: you belong to the organisation, and it never decided this.",
    )
    reply_to = Line(
        label="How can we reach you?",
        required=False,
        max_length=300,
        help_text="An e-mail address at the organisation’s domain is best. You do not have to say.",
    )
