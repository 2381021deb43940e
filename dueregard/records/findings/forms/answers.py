"""What a reader types about one body: the answer, what shows it, for which day, and how plainly.

The form checks that it can be followed to its source; actions write.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.widgets import NumberInput

from dueregard.foundation.lines.forms import Line
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.give_answer import Basis
from dueregard.records.findings.models import Question
from dueregard.rules.findings.ageing import Confidence
from dueregard.rules.findings.answers import NOT_STATED, YES_NO_ANSWERS, AnswerKind, NotAnAnswer, clean_answer
from dueregard.rules.findings.sources import NotASource, SourceKind, SourceSaid, checked

NO_PASSAGE = ("none", "None (nothing says so)")
WEB = (SourceKind.WEB.value, "A web page")
MINUTE = (SourceKind.MINUTE.value, "A minute of a meeting")
SILENT = (NOT_STATED, "They do not say")
KINDS = {kind.value for kind in SourceKind}
LARGEST_COPY = 20 * 1024 * 1024
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CHOOSE = (
    "Choose what shows this. To add a passage, open a document, select the words, save the passage and come back. "
    "Or give the web page or the minute."
)


class AnswerForm(forms.Form):
    """One person's answer about one body. `documents` may be the kept copy of a web page or minute."""

    value = Line(label="What do they say?", max_length=500)
    is_silent = forms.BooleanField(label="They do not say", required=False)
    passage = forms.ChoiceField(label="What shows this?", widget=forms.RadioSelect)
    url = Line(label="Address on the web", required=False, max_length=2000)
    seen_on = forms.DateField(label="When did you read the page?", required=False, widget=DAY)
    meeting = Line(
        label="Which body or committee met?", required=False, max_length=200, help_text="For example: Cabinet"
    )
    met_on = forms.DateField(label="When did it meet?", required=False, widget=DAY)
    item = Line(label="Which item or page?", required=False, max_length=80)
    kept = forms.ChoiceField(label="Your group’s copy", required=False)
    copy = forms.FileField(
        label="Or add a copy now",
        required=False,
        help_text="Save the page as PDF (print it into a file). Only your group sees the copy.",
    )
    true_on = forms.DateField(
        label="On which day was this true?",
        required=False,
        widget=DAY,
        help_text="Leave this empty for the day of the source itself.",
    )
    confidence = forms.ChoiceField(
        label="How plainly does it say so?",
        required=False,
        choices=[(one.value, f"{one.words.capitalize()}. {one.about}") for one in reversed(Confidence)],
        widget=forms.RadioSelect,
        initial=Confidence.PLAIN.value,
    )
    note = forms.CharField(
        label="Note for your group", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        question: Question,
        passages: list[tuple[str, str]],
        documents: list[Document],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.today = question, today
        self.documents = {str(one.pk): one for one in documents}
        self._offer_answers()
        passage, kept = self.fields["passage"], self.fields["kept"]
        assert isinstance(passage, forms.ChoiceField)
        assert isinstance(kept, forms.ChoiceField)
        passage.choices = [*passages, WEB, MINUTE, NO_PASSAGE]
        kept.choices = [("", "No copy yet"), *((key, str(one)) for key, one in self.documents.items())]

    def _offer_answers(self) -> None:
        kind = self.question.answer_kind
        if kind in {AnswerKind.YES_NO, AnswerKind.CHOICE}:
            offered = YES_NO_ANSWERS if kind is AnswerKind.YES_NO else self.question.choices
            choices = [*((one, one.capitalize() if kind is AnswerKind.YES_NO else one) for one in offered), SILENT]
            label = self.fields["value"].label
            self.fields["value"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
            del self.fields["is_silent"]
            self.order_fields(["value", "passage"])
        else:
            self.fields["value"].required = False
        if kind is AnswerKind.NUMBER:
            self.fields["value"].widget = NumberInput(attrs={"inputmode": "decimal", "class": "short", "step": "any"})
            self.fields["value"].widget.input_type = "text"

    def clean_copy(self) -> Any:
        """Refuse a file that would keep the browser waiting too long."""
        file = self.cleaned_data["copy"]
        if file and file.size > LARGEST_COPY:
            raise forms.ValidationError("is larger than 20 MB. Add it under Documents, then choose it here.")
        return file

    def clean(self) -> dict[str, Any]:
        """Bring the answer into its one form, and ask for what it rests on."""
        data = super().clean() or {}
        self._read_value(data)
        rests_on = data.get("passage", "")
        data["source"] = None
        if rests_on in KINDS:
            data["passage"] = ""
            data["source"] = self._source(SourceKind(rests_on), data)
        elif rests_on == NO_PASSAGE[0]:
            data["passage"] = ""
            if data.get("value") not in (None, NOT_STATED):
                self.add_error("passage", CHOOSE)
        if data.get("true_on") and data["true_on"] > self.today:
            self.add_error("true_on", "is in the future.")
        return data

    def _read_value(self, data: dict[str, Any]) -> None:
        if "value" in self.errors:
            return
        typed = NOT_STATED if data.pop("is_silent", False) else data.get("value", "")
        try:
            data["value"] = clean_answer(self.question.answer_kind, typed, self.question.choices)
        except NotAnAnswer as refusal:
            self.add_error("value", str(refusal))

    def _source(self, kind: SourceKind, data: dict[str, Any]) -> SourceSaid | None:
        said = SourceSaid(
            kind,
            data.get("url", ""),
            data.get("seen_on"),
            data.get("meeting", ""),
            data.get("met_on"),
            data.get("item", ""),
            bool(data.get("kept")),
        )
        try:
            return checked(said, self.today)
        except NotASource as refusal:
            if refusal.field not in self.errors:
                self.add_error(refusal.field, str(refusal))
            return None

    @property
    def basis(self) -> Basis:
        """What the answer rests on besides a passage."""
        data = self.cleaned_data
        return Basis(
            data["source"],
            self.documents.get(data.get("kept") or "") if data["source"] else None,
            data.get("true_on"),
            Confidence(data.get("confidence") or Confidence.PLAIN.value),
        )

    @property
    def in_a_source(self) -> bool:
        """Whether the fields of a web page or minute have something to show."""
        names = ("url", "seen_on", "meeting", "met_on", "item", "kept", "copy")
        chosen = str(self["passage"].value() or "") in KINDS
        return chosen or not self.documents or any(self.errors.get(name) for name in names)


class CopyForm(forms.Form):
    """A document of the group, or a file, as the copy of a web page or minute."""

    kept = forms.ModelChoiceField(label="Your group’s copy", queryset=Document.objects.none(), required=False)
    copy = forms.FileField(label="Or add a copy now", required=False, help_text="Only your group sees the copy.")

    def __init__(self, *args: Any, documents: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.fields["kept"]
        assert isinstance(kept, forms.ModelChoiceField)
        kept.queryset = documents

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean() or {}
        file = data.get("copy")
        if file and file.size > LARGEST_COPY:
            self.add_error("copy", "is larger than 20 MB. Add it under Documents, then choose it here.")
        elif not self.errors and not file and data.get("kept") is None:
            self.add_error("kept", "Choose a document, or add a file.")
        return data


def address_in(typed: Mapping[str, Any], today: date) -> tuple[str, date | None]:
    """Return the address and day of a web page as a form of any state has them; nothing if they cannot be read."""
    try:
        day = date.fromisoformat(typed.get("seen_on", "")) if typed.get("seen_on") else today
        return checked(SourceSaid(SourceKind.WEB, typed.get("url", ""), day), today).url, day
    except (ValueError, NotASource):
        return "", None
