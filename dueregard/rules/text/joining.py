"""Joins what two people made of one thing: field by field, and long texts paragraph by paragraph.

What both changed, each in another way, is a clash, and a person settles it. Who they are is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from dueregard.rules.text.paragraphs import Part, join_paragraphs

YES = "on"  # as browsers send a ticked box


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person had before them: the stored values as text, and since when they have been writing (an instant).

    `is_joined` says that the page has shown them, since then, what somebody else changed; `values` hold that.
    """

    since: datetime
    values: Mapping[str, str]
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a thing that people edit, each with its name in words, and how the fields hang together.

    A change to one field of a group in `together` may make another one wrong, so two changes to one group are a clash
    although they are to different fields. Texts in `by_paragraph` are joined paragraph by paragraph.
    """

    words: Mapping[str, str]
    together: tuple[tuple[str, ...], ...] = ()
    by_paragraph: frozenset[str] = field(default_factory=frozenset)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return every field once, in groups of one or more."""
        bound = {name for group in self.together for name in group}
        return (*self.together, *((name,) for name in self.words if name not in bound))


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed. The two texts are whole: all that does not clash is joined in both of them."""

    name: str
    parts: tuple[Part, ...]
    with_theirs: str
    with_yours: str


@dataclass(frozen=True, slots=True)
class Joining:
    """The outcome for every field. A field that clashes has in `values` the text with yours."""

    values: Mapping[str, str]
    clashes: tuple[Clash, ...]


def as_text(value: object) -> str:
    """Return a value as a form sends it: line ends of one kind, nothing but the words, days in ISO form."""
    if value is None or value is False:
        return ""
    if value is True:
        return YES
    if isinstance(value, Enum):
        return as_text(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def as_texts(values: Mapping[str, object]) -> dict[str, str]:
    """Return all values as a form sends them."""
    return {name: as_text(value) for name, value in values.items()}


def join_edits(
    *, seen: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str], shape: Shape
) -> Joining:
    """Join what is stored now (`theirs`) with what somebody typed (`yours`) who began from what they had `seen`.

    Only fields in `yours` are joined. Of a field that is not in `seen` nobody knows what it was, so a difference in it
    is a clash, unless the field is empty now.
    """
    values: dict[str, str] = {}
    clashes: list[Clash] = []
    for group in shape.groups:
        names = [name for name in group if name in yours]
        if all(seen.get(name) == yours[name] for name in names):
            values |= {name: theirs[name] for name in names}
        elif all(seen.get(name) == theirs[name] for name in names):
            values |= {name: yours[name] for name in names}
        else:
            for name in names:
                text, clash = _join_field(seen.get(name), theirs[name], yours[name], name in shape.by_paragraph, name)
                values[name] = text
                clashes += [clash] if clash else []
    order = list(shape.words)
    return Joining(values, tuple(sorted(clashes, key=lambda clash: order.index(clash.name))))


def _join_field(was: str | None, theirs: str, yours: str, by_paragraph: bool, name: str) -> tuple[str, Clash | None]:
    if theirs == yours or (was is None and not theirs):  # where nothing is stored, nothing can be overwritten
        return yours, None
    if by_paragraph and was is not None:
        joined = join_paragraphs(was=was, theirs=theirs, yours=yours)
        if not joined.parts:
            return joined.with_yours, None
        return joined.with_yours, Clash(name, joined.parts, joined.with_theirs, joined.with_yours)
    return yours, Clash(name, (Part(was or "", theirs, yours),), theirs, yours)
