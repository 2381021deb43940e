"""Fills in a page's form as a browser does: what is on the page goes back with it, changed where a person typed."""

from typing import Any

from django import forms
from django.test import Client
from django.utils import timezone

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.parts.foi.models import Campaign
from dueregard.parts.foi.queries.sending import stored_sending
from dueregard.rules.text.joining import Seen, as_text


def checked(campaign: Campaign) -> Seen:
    """Return what somebody has seen who checks a campaign's letters now."""
    return seen_now(stored_sending(Campaign.objects.get(pk=campaign.pk)), timezone.now())


def opened(client: Client, address: str) -> dict[str, Any]:
    """Open a page, and return what its form would send if nothing were changed."""
    return sends(client.get(address).context["form"])


def sends(form: forms.Form) -> dict[str, Any]:
    """Return what a browser sends of a form that is shown to it: no unticked box, no unanswered choice."""
    values = {}
    for field in form:
        value = field.value()
        if isinstance(value, list | tuple):
            values[field.html_name] = [as_text(one) for one in value]
        elif as_text(value) or not isinstance(field.field.widget, forms.CheckboxInput | forms.RadioSelect):
            values[field.html_name] = as_text(value)
    return values


def save(client: Client, address: str, **changes: Any) -> Any:
    """Open a page, change some fields, and send it."""
    values = {**opened(client, address), **changes}
    return client.post(address, {name: value for name, value in values.items() if value is not None})
