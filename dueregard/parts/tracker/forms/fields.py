"""Fields that several forms share: a day, a body by its name or code, and where something can be checked."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import Resolver404, resolve

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.lines.forms import Line
from dueregard.parts.tracker.access import document_to_name
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.bodies_named import bodies_named
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group

IN_EVIDENCE = {"evidence:document", "evidence:page"}
_is_address = URLValidator(schemes=["http", "https"])


class DayInput(forms.DateInput):
    """The browser's own day field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A UK calendar day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DayInput(), **kwargs)
        self.error_messages["invalid"] = "is not a day. Write it like this: 2026-03-14."


class BodyField(Line):
    """A body of the register, by a name or code that means just one. `known` is the one that a form begins with."""

    known: Body | None = None

    def clean(self, value: Any) -> Any:
        """Return the body, or say which may be meant."""
        typed = str(super().clean(value)).strip()
        if self.known is not None and typed == self.known.name:
            return self.known  # as it is, also where another body has the same name
        return body_called(typed) if typed else None


class SourceField(Line):
    """The address of a document on this site, or of a public page. `source_of` reads it for a person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=500,
            required=False,
            help_text="The address of a document on this site, or of a public page.",
            **kwargs,
        )


@dataclass(frozen=True, slots=True)
class SourceGiven:
    """Where something can be checked: a document of the evidence, a public address, or nothing."""

    document: Document | None = None
    url: str = ""


def body_called(typed: str) -> Body:
    """Return the body that is meant. Raises: ValidationError"""
    named = bodies_named([typed])[typed]
    if len(named.exactly) == 1:
        return named.exactly[0]
    near = ", ".join(f"{body.name} ({body.slug})" for body in (named.exactly or named.near)[:3])
    if named.exactly:
        raise ValidationError(f"Several bodies are called this. Type the word in brackets: {near}.")
    if near:
        raise ValidationError(f"No body has just this name. Did you mean {near}?")
    raise ValidationError("No body in the register is called this. Check the spelling, or add the body first.")


def source_given(typed: str, person: Person, group: Group) -> SourceGiven:
    """Return what an address leads to: a document of this group, a public copy, a page. Raises: ValidationError"""
    typed = typed.strip()
    if not typed:
        return SourceGiven()
    with suppress(Resolver404, ValueError):  # a ValueError: an address that nothing can read, which is refused below
        parts = urlsplit(typed)
        if parts.path and parts.netloc in ("", urlsplit(settings.PUBLIC_URL).netloc):
            found = resolve(parts.path)
            if found.view_name in IN_EVIDENCE:
                return SourceGiven(document=_document(person, found.kwargs["pk"], group))
    try:
        _is_address(typed)
    except ValidationError:
        raise ValidationError(
            "Copy the address from your browser: of a document on this site, or of a public page "
            "(https://body.example/minutes)."
        ) from None
    return SourceGiven(url=typed)


def as_address(given: SourceGiven) -> str:
    """Return what somebody types to name a source."""
    return given.document.get_absolute_url() if given.document else given.url


def _document(person: Person, pk: UUID, group: Group) -> Document:
    document = document_to_name(person, pk, group)
    if document is None:
        raise ValidationError(
            f"{group.name} has no such document, and it is not public. Add it for this group first, or name "
            f"another source."
        )
    return document
