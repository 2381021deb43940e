"""What people at the desk type about signatories, and the filters of the lists, which ignore what they cannot read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import Resolver404, resolve

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.lines.forms import Line
from dueregard.parts.pledge.access import document_to_name
from dueregard.parts.pledge.queries.rows import Filters
from dueregard.records.evidence.models import Document
from dueregard.rules.pledge.standing import State
from dueregard.rules.pledge.terms import ProofKind, Sort

_is_address = URLValidator(schemes=["http", "https"])


class FilterForm(forms.Form):
    """The filter of the public list."""

    q = Line(label="Name", required=False, max_length=100)
    sort = forms.ChoiceField(
        label="Sort of organisation", choices=[("", "Any"), *((one.value, one.label) for one in Sort)], required=False
    )
    proof = forms.ChoiceField(
        label="Proved by", choices=[("", "Anything"), *((one.value, one.label) for one in ProofKind)], required=False
    )

    @property
    def filters(self) -> Filters:
        """Return what was chosen."""
        self.is_valid()
        told: dict[str, Any] = self.cleaned_data if self.is_bound else {}
        return Filters(q=told.get("q") or "", sort=told.get("sort") or "", proof=told.get("proof") or "")


class DeskFilterForm(forms.Form):
    """The filter of the desk's list."""

    q = Line(label="Name or domain", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State", choices=[("", "Any"), *((one.value, one.words) for one in State)], required=False
    )

    @property
    def filters(self) -> Filters:
        """Return what was chosen."""
        self.is_valid()
        told: dict[str, Any] = self.cleaned_data if self.is_bound else {}
        return Filters(q=told.get("q") or "", state=told.get("state") or "")


class MinuteForm(forms.Form):
    """Where the signed minute is, that someone has read."""

    source = Line(
        label="Where is the signed minute?",
        max_length=500,
        help_text="The address of a public document on this site, or of a page that the public can open.",
    )
    has_read = forms.BooleanField(
        label="I have read it. It is signed, it is this organisation’s, and it says what is listed here",
        error_messages={"required": "Only a minute that you have read is a proof."},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.document: Document | None = None

    def clean_source(self) -> str:
        """Return the address; `document` is what it leads to on this site, if it does."""
        typed = str(self.cleaned_data["source"]).strip()
        path = typed.removeprefix(settings.PUBLIC_URL)
        if path.startswith("/"):
            try:
                found = resolve(path)
            except Resolver404:
                found = None
            if found is not None and found.view_name in {"evidence:document", "evidence:page"}:
                self.document = document_to_name(self.person, found.kwargs["pk"])
            if self.document is None:
                raise ValidationError("There is no such public document here. Publish it first, or name another page.")
            return typed
        try:
            _is_address(typed)
        except ValidationError:
            raise ValidationError("Copy the whole address from your browser, with https:// before it.") from None
        return typed
