"""The fields and checks that several forms share."""

from datetime import date
from typing import Any

from django import forms

from dueregard.foundation.mail.queries import shown_today

MOST_BYTES = 50 * 1024 * 1024


class DayInput(forms.DateInput):
    """The browser's own day field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ManyFiles(forms.ClearableFileInput):
    """The browser's file field, for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploaded files, none too large to upload here in one go."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files. Raises: ValidationError"""
        files = [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]
        too_large = [file.name for file in files if file.size > MOST_BYTES]
        if too_large:
            names = ", ".join(too_large)
            raise forms.ValidationError(f"{names}: larger than 50 MB. Split the mailbox and add each part.")
        return files


def past(on: date) -> date:
    """Return the day. Raises: ValidationError, when it is in the future"""
    if on > shown_today():
        raise forms.ValidationError("That day is in the future.")
    return on
