"""One field that two people changed: how both answers are shown, and which one its reader takes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from dueregard.rules.text.joining import Clash
from dueregard.rules.text.paragraphs import Part
from dueregard.rules.text.word_diff import Change, Piece, diff_words

THEIRS, YOURS, WRITTEN = "theirs", "yours", "written"
NOTHING = "(nothing)"


@dataclass(frozen=True, slots=True)
class Asking:
    """The words in which a clash is put to its reader. `theirs` is empty where the other person is named."""

    sentence: str
    label: str
    was: str
    theirs: str
    yours: str
    choices: tuple[tuple[str, str], ...]


ASKING = Asking(
    sentence="{who} changed this {when}while you were writing: {fields}. Choose below what stays.",
    label="Two people changed “{label}”",
    was="As it was",
    theirs="",
    yours="You",
    choices=((THEIRS, "Keep theirs"), (YOURS, "Keep yours"), (WRITTEN, "Use what you write below")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place at which the two differ, ready to be shown."""

    was: str
    theirs: tuple[Piece, ...]
    yours: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Settling:
    """A clash that waits for an answer: the two texts to choose from, the places that differ, and who the other is."""

    name: str
    who: str
    when: str
    theirs: str
    yours: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, clash: Clash, *, who: str, when: str) -> Self:
        """Return the clash as a question."""
        return cls(clash.name, who, when, clash.with_theirs, clash.with_yours, clash.parts)

    @classmethod
    def kept(cls, packed: dict[str, Any]) -> Self:
        """Return what `packed` made."""
        return cls(**{**packed, "parts": tuple(Part(**part) for part in packed["parts"])})

    @property
    def packed(self) -> dict[str, Any]:
        """Return it as JSON has it, to travel in the form."""
        return asdict(self)

    @property
    def key(self) -> str:
        """Return the name of the field that asks."""
        return f"settle-{self.name}"


class SettlingWidget(forms.RadioSelect):
    """Both answers side by side, and the ways to go on."""

    template_name = "website/components/clash.html"

    def __init__(self, settling: Settling, places: tuple[Place, ...], asking: Asking) -> None:
        super().__init__()
        self.settling, self.places, self.asking = settling, places, asking

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the component of a clash."""
        asking, content = self.asking, {"name": name, "id": (attrs or {}).get("id", name), "chosen": value}
        names = {"was": asking.was, "theirs": asking.theirs or self.settling.who, "yours": asking.yours}
        renderer = renderer or forms.renderers.get_default_renderer()
        clash = {**content, "names": names, "places": self.places, "choices": asking.choices}
        return SafeString(renderer.render(self.template_name, {"clash": clash}))


class SettlingField(forms.ChoiceField):
    """The question which of two answers stays. It has no answer until a person gives one."""

    def __init__(self, settling: Settling, asked: forms.Field, label: str, asking: Asking) -> None:
        places = tuple(shown(part, asked) for part in settling.parts)
        super().__init__(
            label=asking.label.format(label=label),
            choices=asking.choices,
            widget=SettlingWidget(settling, places, asking),
            error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
        )


def shown(part: Part, field: forms.Field) -> Place:
    """Return a place that differs as people read it: words marked, days and choices in words."""
    if type(field.widget) in {forms.TextInput, forms.Textarea}:
        return Place(part.was, _marked(part.was, part.theirs), _marked(part.was, part.yours))
    was, theirs, yours = (_in_words(text, field) for text in (part.was, part.theirs, part.yours))
    return Place(was, (Piece(Change.SAME, theirs),), (Piece(Change.SAME, yours),))


def _marked(was: str, text: str) -> tuple[Piece, ...]:
    if not text:
        return (Piece(Change.SAME, NOTHING),)
    if not was:
        return (Piece(Change.SAME, text),)
    return tuple(piece for piece in diff_words(was, text) if piece.change is not Change.GONE)


def _in_words(text: str, field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "Yes" if text else "No"
    if isinstance(field, forms.ChoiceField):
        return next((str(words) for value, words in _flat(field.widget.choices) if value == text), text) or NOTHING
    if isinstance(field, forms.DateField) and text:
        try:
            return date_format(date.fromisoformat(text), "j F Y")
        except ValueError:
            return text
    return text or NOTHING


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from _flat(words)
        else:
            yield str(value), words
