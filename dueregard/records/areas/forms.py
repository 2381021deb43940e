"""Check what a person typed about areas; nothing is saved here."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dueregard.foundation.lines.forms import Line
from dueregard.records.areas.actions.import_file import BOUNDARIES, POSTCODES
from dueregard.records.areas.models.area import NATIONS
from dueregard.records.areas.queries.area_page import ASKED, NEVER
from dueregard.records.areas.queries.counts import COUNCILS
from dueregard.records.areas.queries.known import question_of
from dueregard.records.areas.queries.map_page import HEXAGONS, SHAPES, SORTS, MapFilters, kinds_to_choose
from dueregard.rules.areas.known import Asked, Known
from dueregard.rules.areas.standing import Standing

LARGEST_UPLOAD = 5 * 1024 * 1024  # the command line imports larger files
_STATES = [(state.value, state.words.capitalize()) for state in Standing]


class MapForm(forms.Form):
    """The map's filter, a plain GET: anything it cannot read is ignored."""

    question = forms.ChoiceField(label="What about", required=False)
    kind = forms.ChoiceField(label="Which bodies", required=False)
    nation = forms.ChoiceField(label="Nation", choices=[("", "Every nation"), *NATIONS], required=False)
    state = forms.ChoiceField(label="State", choices=[("", "Every state"), *_STATES], required=False)
    drawing = forms.ChoiceField(label="Drawn as", choices=[(HEXAGONS, "Hexagons"), (SHAPES, "Shapes")], required=False)
    sort = forms.ChoiceField(choices=[(one, one) for one in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_shapes: bool, questions: Sequence[Asked] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = question_of(str(self.data.get("question", "")), questions)
        question, kind, state = self.fields["question"], self.fields["kind"], self.fields["state"]
        assert isinstance(question, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(state, forms.ChoiceField)
        question.choices = [("", "Whether they were asked at all"), *((one.key, one.text) for one in questions)]
        kind.choices = kinds_to_choose(self.asked)
        if self.asked:
            words = [(one.value, self.asked.words(one).capitalize()) for one in Known]
            state.choices = [("", "Every state"), *words]
        if not questions:
            del self.fields["question"]
        if not has_shapes:
            del self.fields["drawing"]

    @property
    def filters(self) -> MapFilters:
        """Return what was chosen; what cannot be read narrows nothing."""
        self.is_valid()
        told = self.cleaned_data if self.is_bound else {}
        return MapFilters(
            nation=told.get("nation") or "",
            kind=told.get("kind") or COUNCILS,
            state=told.get("state") or "",
            drawing=told.get("drawing") or HEXAGONS,
            sort=told.get("sort") or "name",
            question=self.asked.key if self.asked else "",
        )


class AreaForm(forms.Form):
    """The filter of an area's list of bodies, a plain GET."""

    question = forms.ChoiceField(label="What about", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    state = forms.ChoiceField(
        label="State", choices=[("", "Every state"), (ASKED, "Asked"), (NEVER, "Never asked")], required=False
    )

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], questions: Sequence[Asked], asked: Asked | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        question, kind, state = self.fields["question"], self.fields["kind"], self.fields["state"]
        assert isinstance(question, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(state, forms.ChoiceField)
        question.choices = [("", "Whether they were asked at all"), *((one.key, one.text) for one in questions)]
        kind.choices = [("", "Every kind"), *kinds]
        if asked:
            words = [(one.value, asked.words(one).capitalize()) for one in Known if one is not Known.NOT_MEANT]
            state.choices = [("", "Every state"), *words]
        if not questions:
            del self.fields["question"]


class AreaFileForm(forms.Form):
    """A file of boundaries or of postcode sectors, with the line that its licence asks for."""

    what = forms.ChoiceField(
        label="Which file is it?",
        choices=[(BOUNDARIES, "Boundaries (GeoJSON or TopoJSON)"), (POSTCODES, "Postcode sectors (CSV)")],
    )
    file = forms.FileField(label="The file")
    licence = Line(
        label="Licence line",
        required=False,
        max_length=300,
        help_text="Shown beside the map or the result. Leave it empty for that of the Office for National Statistics.",
    )
    dry_run = forms.BooleanField(
        label="Only show what would change", required=False, initial=True, help_text="Nothing is saved."
    )

    def clean_file(self) -> Any:
        """Refuse a file that would keep the browser waiting too long."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                "is larger than 5 MB. Import it on the server instead: dueregard areas boundaries FILE"
            )
        return file


class PostcodeForm(forms.Form):
    """A postcode, or the first part of one. It is looked up and forgotten."""

    postcode = Line(
        label="Your postcode",
        max_length=12,
        help_text="The first part and one digit are enough: LS1 4. We do not keep it.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "autocapitalize": "characters"}),
    )
