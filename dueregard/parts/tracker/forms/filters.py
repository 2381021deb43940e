"""The filters of the lists, as plain GET forms: anything they cannot read narrows nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from dueregard.foundation.lines.forms import Line
from dueregard.parts.tracker.queries.decision_rows import DecisionFilters
from dueregard.parts.tracker.queries.demand_rows import SORTS, STANDS, DemandFilters, filters_of
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.tracker.decisions import Decider, Scope
from dueregard.rules.tracker.terms import Kind, choices_of

_KINDS = [("", "Every kind"), *sorted(((one.value, one.label) for one in BodyKind), key=lambda pair: pair[1])]
_NATIONS = [("", "Every nation"), *((one.value, one.label) for one in Nation)]


class DemandFilterForm(forms.Form):
    """The filter of a list of demands."""

    q = Line(label="Body, demand or organisation", required=False, max_length=100)
    stands = forms.ChoiceField(label="What came of it", choices=[("", "Anything"), *STANDS], required=False)
    method = forms.ChoiceField(
        label="What was done", choices=[("", "Anything"), *choices_of(Kind.ACTION)], required=False
    )
    kind = forms.ChoiceField(label="Kind of body", choices=_KINDS, required=False)
    nation = forms.ChoiceField(label="Nation", choices=_NATIONS, required=False)
    sort = forms.ChoiceField(choices=[(one, one) for one in SORTS], required=False, widget=forms.HiddenInput)

    @property
    def filters(self) -> DemandFilters:
        """Return what was chosen."""
        self.is_valid()
        return filters_of(self.cleaned_data if self.is_bound else {})


class DecisionFilterForm(forms.Form):
    """The filter of a list of decisions."""

    q = Line(label="Organisation or body", required=False, max_length=100)
    scope = forms.ChoiceField(
        label="What it no longer does",
        choices=[("", "Anything"), *((one.value, one.label) for one in Scope)],
        required=False,
    )
    sort = forms.ChoiceField(
        label="Sort of organisation",
        choices=[("", "Any"), *((one.value, one.label) for one in Decider)],
        required=False,
    )
    ended = forms.BooleanField(label="Also those that have ended", required=False)

    @property
    def filters(self) -> DecisionFilters:
        """Return what was chosen."""
        self.is_valid()
        told: dict[str, Any] = self.cleaned_data if self.is_bound else {}
        return DecisionFilters(
            q=told.get("q") or "",
            scope=told.get("scope") or "",
            sort=told.get("sort") or "",
            with_ended=bool(told.get("ended")),
        )


class WorkedForm(forms.Form):
    """Which bodies are like yours."""

    body = Line(label="Your body", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind of body", choices=_KINDS, required=False)
    nation = forms.ChoiceField(label="Nation", choices=_NATIONS, required=False)
    size = forms.ChoiceField(
        label="Size",
        choices=[("", "Every size"), ("small", "Small"), ("medium", "Medium"), ("large", "Large")],
        required=False,
    )
