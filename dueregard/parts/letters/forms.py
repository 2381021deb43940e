"""What a writer types for a motion or letter. Nothing of it is stored: the form only checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.lines.forms import Line
from dueregard.parts.letters.queries.about_body import Known
from dueregard.parts.letters.queries.body_meant import AS_TYPED, Meant
from dueregard.parts.letters.queries.models import Model, Offer
from dueregard.records.groups.access import groups_worked_by
from dueregard.records.groups.models import Group
from dueregard.rules.letters.days import what_is_wrong
from dueregard.rules.letters.markup import MOST_SIGNS
from dueregard.rules.letters.signatories import MOST, names_of, written_twice
from dueregard.rules.letters.wording import ELECTED, Form

LONGEST_LINE = 200
MOST_OWN = 5_000
_WHO = {
    Form.MOTION: ("body", "which", "group", "proposer", "seconder"),
    Form.LETTER: ("body", "which", "group", "sender", "capacity", "contact", "addressee"),
    Form.REMINDER: ("body", "which", "group", "sender", "capacity", "contact", "addressee"),
    Form.OPEN_LETTER: ("body", "which", "group", "addressee"),
}
_WHEN = {
    Form.MOTION: ("meeting_on", "deadline_on", "answer_by"),
    Form.LETTER: ("answer_by",),
    Form.REMINDER: ("first_sent_on", "answer_by"),
    Form.OPEN_LETTER: ("answer_by",),
}
_SAY = {
    Form.MOTION: ("own_words",),
    Form.LETTER: ("own_words",),
    Form.REMINDER: ("own_words", "first_letter"),
    Form.OPEN_LETTER: ("own_words", "signatories", "same_names"),
}


def _line(label: str, help_text: str = "", **more: Any) -> forms.CharField:
    return Line(label=label, help_text=help_text, max_length=LONGEST_LINE, **more)


def _day(label: str, help_text: str = "", **more: Any) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label: str, help_text: str, rows: int, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": f"This is longer than {most:,} signs. Shorten it; nothing was lost."},
    )


class SendForm(forms.Form):
    """In whose name a letter is sent, and where to. `once` is its id: the same page sent twice is one letter.

    `checked` is a digest of the text that the sender saw: no other leaves.
    """

    from_group = forms.ModelChoiceField(label="Which group sends it?", queryset=Group.objects.none(), empty_label=None)
    to = forms.EmailField(label="E-mail address", max_length=254)
    once = forms.UUIDField(widget=forms.HiddenInput)
    checked = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["from_group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups_worked_by(person).order_by("name")

    @property
    def groups(self) -> list[Group]:
        """The groups that can send it."""
        field = self.fields["from_group"]
        assert isinstance(field, forms.ModelChoiceField)
        return list(field.queryset or ())


class WritingForm(forms.Form):
    """The details, the clauses, and once it was shown the text itself. Which fields there are, the model says."""

    body = _line("The body it is about", "As you know it. We look it up.")
    which = forms.ChoiceField(label="Which one do you mean?", required=False, widget=forms.RadioSelect)
    group = _line("Your branch, union or group", "As it appears on the paper.")
    proposer = _line("Proposed by", "Can be left open until the meeting.", required=False)
    seconder = _line("Seconded by", required=False)
    sender = _line("Who signs?")
    capacity = _line("As what?", "For example: branch secretary.", required=False)
    contact = _line("Where can they answer you?", "An e-mail or postal address.", required=False)
    addressee = _line("Who does it go to?", required=False)
    meeting_on = _day("When is the meeting?", required=False)
    deadline_on = _day("Last day for motions", "Your standing orders say when a motion must arrive.", required=False)
    first_sent_on = _day("When did you send the first letter?")
    answer_by = _day(
        "Answer asked for by", "If left empty: four weeks from today, or from the meeting.", required=False
    )
    clauses = forms.MultipleChoiceField(required=False)
    known = forms.MultipleChoiceField(required=False)
    own_words = _text(
        "What you have seen yourselves",
        "Two or three sentences from your own workplace, campus or town. Name nobody else, and repeat nothing said in "
        "confidence.",
        4,
        MOST_OWN,
    )
    first_letter = _text("Your first letter", "Paste it here. It is quoted in full.", 8, 20_000)
    signatories = _text("Who has signed?", "One name on each line, with what they want behind it.", 8, 40_000)
    same_names = forms.BooleanField(label="They are different people with the same name", required=False)
    text = _text("The whole text", "", 24, MOST_SIGNS)
    filled = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        model: Model,
        meant: Meant,
        offers: Sequence[Offer],
        known: Sequence[Known],
        today: date,
        addressee: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.model, self.meant, self.today = model, meant, today
        kept = {*_WHO[model.form], *_WHEN[model.form], *_SAY[model.form], "clauses", "known", "text", "filled"}
        for name in set(self.fields) - kept:
            del self.fields[name]
        self._choices("clauses", [(one.key, one.title) for one in offers])
        self._choices("known", [(one.key, one.says) for one in known])
        self.fields["body"].required = model.needs_body
        self._say_which()
        self._say_addressee(addressee)
        if "group" in self.fields:
            self.fields["group"].required = "{group}" in model.text

    @property
    def who(self) -> list[forms.BoundField]:
        """The fields of the first step."""
        return [self[name] for name in _WHO[self.model.form] if name in self.fields]

    @property
    def when(self) -> list[forms.BoundField]:
        """The fields of days."""
        return [self[name] for name in _WHEN[self.model.form]]

    @property
    def say(self) -> list[forms.BoundField]:
        """The fields for what a writer says themselves."""
        return [self[name] for name in _SAY[self.model.form] if name in self.fields]

    def clean_answer_by(self) -> date | None:
        """Return the day by which an answer is asked for; it is to come."""
        day: date | None = self.cleaned_data["answer_by"]
        if day and day <= self.today:
            raise forms.ValidationError("Choose a day after today.")
        return day

    def clean_first_sent_on(self) -> date:
        """Return the day of the first letter; it has been."""
        day: date = self.cleaned_data["first_sent_on"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come. When did you send the first letter?")
        return day

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: body and name, meeting and deadline, names that are there twice."""
        data = super().clean() or {}
        if "which" in self.fields and not data.get("which"):
            self.add_error("which", "Choose the body you mean, or the name as you typed it.")
        for name, says in what_is_wrong({name: data.get(name) for name in _WHEN[self.model.form]}, self.today).items():
            self.add_error(name, says)
        self._check_signatories(data)
        if self.model.form is Form.REMINDER and not data.get("first_letter", "").strip():
            self.add_error("first_letter", "Paste your first letter, so that nobody has to look for it.")
        if self.model.is_motion and not data.get("text") and not data.get("clauses"):
            self.add_error(
                "clauses", "Choose at least one thing that the motion asks for. You can reword it afterwards."
            )
        return data

    def _check_signatories(self, data: dict[str, Any]) -> None:
        typed = data.get("signatories", "")
        names = names_of(typed)
        if self.model.form is not Form.OPEN_LETTER:
            return
        if len(names) > MOST:
            self.add_error("signatories", f"These are {len(names):,} names. Up to {MOST} can be in one file.")
        twice = written_twice(typed)
        if twice and not data.get("same_names"):
            said = " ".join(one.says for one in twice[:10])
            self.add_error("signatories", f"{said} Take one out, or tick below that they are different people.")
        elif "same_names" in self.fields and not twice:
            del self.fields["same_names"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = "One of the clauses you chose is no longer offered for this body."

    def _say_which(self) -> None:
        if self.meant.is_clear:
            del self.fields["which"]
            return
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        found = [(str(one.pk), one.name) for one in self.meant.options]
        field.choices = [*found, (AS_TYPED, f"None of these: use “{self.meant.name}” as I typed it")]

    def _say_addressee(self, usual: str) -> None:
        if "addressee" not in self.fields:
            return
        field = self.fields["addressee"]
        if self.model.to in ELECTED:
            field.required = True
            field.help_text = "As you would greet them, such as Councillor Rao or Ms Rao."
        else:
            field.help_text = f"{usual} if left empty. That is the usual title; this body may use another."


class PracticeAnswerForm(forms.Form):
    """What the body would answer. Practice mode only."""

    text = forms.CharField(label="Their reply", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
