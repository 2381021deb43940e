"""What a member types: a vote on each question, and the code on a slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from dueregard.foundation.lines.forms import Line
from dueregard.rules.votes.codes import NotACode, read_code
from dueregard.rules.votes.papers import Asked
from dueregard.rules.votes.questions import ABSTAIN, Kind, NotAVote, Question, chosen_vote, ranked_vote


class PlaceField(forms.IntegerField):
    """The place of one option in a ranking. One by itself may stay empty; "optional" beside each would mislead."""

    is_one_of_several = True


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a voting paper with its fields."""

    number: int
    title: str
    hint: str
    fields: tuple[BoundField, ...]


class VoteForm(forms.Form):
    """A vote on each question and the code on a slip. What is chosen is read into one line for each, `votes`."""

    code = Line(
        label="The code on your slip",
        max_length=80,
        error_messages={"required": "Type the code on your slip."},
        help_text="Sixteen letters. Small letters and spaces are fine. It works once.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-code": ""}
        ),
    )

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(asked)
        self.names: list[list[str]] = []
        for number, one in enumerate(self.asked, 1):
            before = set(self.fields)
            self._add(number, one.question)
            self.names.append([name for name in self.fields if name not in before])
        self.order_fields([*(name for names in self.names for name in names), "code"])

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the questions with their fields; none where there is one question, which is the whole page."""
        if len(self.asked) < 2:
            return ()
        return tuple(
            Part(number, one.title, hint_of(one.question), tuple(self[name] for name in names))
            for number, (one, names) in enumerate(zip(self.asked, self.names, strict=True), 1)
        )

    def _add(self, number: int, question: Question) -> None:
        numbered = list(enumerate(question.options, 1))
        if question.kind is Kind.RANK:
            for place, option in numbered:
                self.fields[_name(number, f"place-{place}")] = PlaceField(
                    label=option,
                    required=False,
                    min_value=1,
                    max_value=len(numbered),
                    widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
                )
            self.fields[_name(number, "abstain")] = forms.BooleanField(label="I abstain", required=False)
        elif question.kind is Kind.CHOOSE:
            self.fields[_name(number, "chosen")] = forms.MultipleChoiceField(
                label=self._label(number, f"Choose up to {question.most}"),
                choices=[*numbered, (ABSTAIN, "I abstain")],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        else:
            self.fields[_name(number, "chosen")] = forms.ChoiceField(
                label=self._label(number, "Your answer"),
                choices=[*numbered, (ABSTAIN, "I abstain")],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose an answer, or choose to abstain."},
            )

    def _label(self, number: int, words: str) -> str:
        """Return a label that says of several questions which is meant: errors are listed above all of them."""
        return f"Question {number}: {words[0].lower()}{words[1:]}" if len(self.asked) > 1 else words

    def clean_code(self) -> str:
        """Read the code, or say which kind of slip of the finger it is."""
        try:
            return read_code(self.cleaned_data["code"])
        except NotACode as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        """Read the votes."""
        data = super().clean() or {}
        votes = []
        for number, (one, names) in enumerate(zip(self.asked, self.names, strict=True), 1):
            if self.errors.keys() & set(names):
                continue  # one sentence of what is wrong is enough
            try:
                votes.append(self._vote(number, one.question, data))
            except NotAVote as refusal:
                is_rank = one.question.kind is Kind.RANK
                where = f"Question {number}: " if is_rank and len(self.asked) > 1 else ""
                self.add_error(None if is_rank else _name(number, "chosen"), f"{where}{refusal}")
        data["votes"] = votes
        return data

    def _vote(self, number: int, question: Question, data: dict[str, Any]) -> str:
        if question.kind is Kind.RANK:
            places = [data.get(_name(number, f"place-{at}")) for at in range(1, len(question.options) + 1)]
            named = any(place is not None for place in places)
            if named == data.get(_name(number, "abstain"), False):
                raise NotAVote("Put at least one option in order, or abstain: one of the two.")
            return ranked_vote(question, places)
        chosen = data.get(_name(number, "chosen"), [])
        several = chosen if isinstance(chosen, list) else [chosen]
        if not several or (ABSTAIN in several and len(several) > 1):
            raise NotAVote("Choose at least one option, or abstain: one of the two.")
        return chosen_vote(question, [int(one) for one in several if one != ABSTAIN])


def hint_of(question: Question) -> str:
    """Return how a question is answered, where its fields do not say it."""
    if question.kind is Kind.RANK:
        return "Number the options in the order you prefer: 1 for the first, then 2, as far as you like."
    return ""


def _name(number: int, field: str) -> str:
    return field if number == 1 else f"q{number}-{field}"
