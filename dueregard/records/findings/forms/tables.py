"""A table of answers that is pasted, or saved in a file. What becomes of each row, `queries/answer_plan` says."""

from typing import Any

from django import forms

from dueregard.rules.register.answer_rows import HEADS, AnswerRow, NotATable, read_answers, text_of

LARGEST_TABLE = 1024 * 1024


class AnswerTableForm(forms.Form):
    """The rows are there once the form is valid."""

    text = forms.CharField(
        label="Paste your table",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=f"The first line names the columns: {', '.join(HEADS)}. Only Body and Answer must be there, and what "
        "shows the answer: an address with the day you read it, or a meeting with its day.",
    )
    file = forms.FileField(label="Or choose a file (CSV)", required=False)
    rows: list[AnswerRow]

    def clean_file(self) -> Any:
        """Refuse what is too large to be a table of answers."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_TABLE:
            raise forms.ValidationError("is larger than 1 MB. Save only the columns that are named above.")
        return file

    def clean(self) -> dict[str, Any]:
        """Read the table; pasted words and a file at once would leave unclear which counts."""
        data: dict[str, Any] = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if "file" in self.errors:
            return data
        if file and text.strip():
            self.add_error("text", "is there as well as a file. Import one at a time.")
            return data
        try:
            self.rows = read_answers(text_of(file.read()) if file else text)
        except NotATable as wrong:
            self.add_error("file" if file else "text", str(wrong))
        return data
