"""A form's field for a name, a title or any other text of one line; rules/text decides what such a line may hold."""

from __future__ import annotations

from typing import Any

from django import forms

from dueregard.rules.text.lines import one_line


class Line(forms.CharField):
    """A CharField that folds line ends and drops control signs: pasted text brings them, and nobody sees them."""

    def to_python(self, value: Any) -> Any:
        """Return the line, without space around it."""
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        folded = one_line(value)
        return folded if folded is value else super().to_python(folded)
