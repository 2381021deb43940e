"""What is typed after the close: paper votes, and whom a lot fell on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dueregard.rules.votes.codes import NotACode, read_code
from dueregard.rules.votes.papers import Asked, line_of
from dueregard.rules.votes.questions import ABSTAIN

HOW = (
    "The number of the option (1). Several you separate with commas (1, 3), an order with > (3 > 1). "
    "A for a vote that abstains. Add x and a number for equal ones (1 x 12)."
)


class PaperForm(forms.Form):
    """What one person reads from paper votes: the papers, and the slips that were handed in for them."""

    papers = forms.CharField(
        label="Paper votes, one on each line", widget=forms.Textarea(attrs={"rows": 8}), help_text=HOW
    )
    slips = forms.CharField(
        label="Codes on the slips handed in for them, one on each line", widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = ["papers", *(f"papers-{number}" for number in range(2, len(asked) + 1))]
        for name in self.names[1:]:
            self.fields[name] = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}))
        if len(asked) > 1:
            for number, (name, one) in enumerate(zip(self.names, asked, strict=True), 1):
                options = "; ".join(f"{at}. {option}" for at, option in enumerate(one.question.options, 1))
                self.fields[name].label = f"Paper votes on question {number}, {one.title}"
                self.fields[name].help_text = f"{options}. {HOW}" if number == 1 else options
        self.order_fields([*self.names, "slips"])

    def clean(self) -> dict[str, Any]:
        """Return how many papers there are of each vote, as `votes`."""
        data = super().clean() or {}
        votes: dict[str, int] = {}
        for number, name in enumerate(self.names, 1):
            try:
                for vote, times in _papers(data.get(name, "")).items():
                    votes[line_of(number, vote)] = times
            except forms.ValidationError as refusal:
                self.add_error(name, refusal)
        data["votes"] = votes
        return data

    def clean_slips(self) -> list[str]:
        """Return the codes."""
        codes = []
        for at, line in enumerate(self.cleaned_data["slips"].splitlines(), 1):
            if line.strip():
                try:
                    codes.append(read_code(line))
                except NotACode as refusal:
                    raise forms.ValidationError(f"Line {at}: {refusal}") from None
        return codes


def _papers(typed: str) -> dict[str, int]:
    """Read the papers on one question. Raises: ValidationError"""
    votes: dict[str, int] = {}
    for at, line in enumerate(typed.splitlines(), 1):
        words, _, times = line.lower().replace(" ", "").partition("x")
        if not words:
            continue
        if times and not (times.isdecimal() and int(times) > 0):
            raise forms.ValidationError(f"Line {at}: after x comes how many there are.")
        if ":" in words:
            raise forms.ValidationError(f"Line {at}: write the number of the option alone.")
        vote = ABSTAIN if words in {"a", ABSTAIN} else words
        votes[vote] = votes.get(vote, 0) + int(times or 1)
    return votes


class LotForm(forms.Form):
    """Whom a lot fell on."""

    drawn = forms.ChoiceField(label="Who was drawn?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, tied: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["drawn"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in tied]
