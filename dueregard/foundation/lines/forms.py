"""A form's field for a name, a title or any other text of one line; rules/text decides what such a line may hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dueregard.rules.text.lines import has_hidden_signs, one_line


class Line(forms.CharField):
    """A CharField that folds line ends and drops control signs: pasted text brings them, and nobody sees them."""

    def to_python(self, value: Any) -> Any:
        """Return the line, without space around it."""
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        folded = one_line(value)
        return folded if folded is value else super().to_python(folded)


class StrictLine(forms.CharField):
    """A line that is refused rather than folded: where a stranger names themselves, hidden characters may be meant."""

    def to_python(self, value: Any) -> Any:
        """Return the line. Raises: ValidationError, where signs in it cannot be seen"""
        value = super().to_python(value)
        if isinstance(value, str) and has_hidden_signs(value):
            raise ValidationError("This has hidden characters in it. Type it again rather than pasting it.")
        return one_line(value) if isinstance(value, str) else value
