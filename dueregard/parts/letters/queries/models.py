"""The models of motions and letters that the installed packs have, and the clauses offered for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.rules.casework.wording import unfold
from dueregard.rules.letters.clauses import SITUATIONS, is_offered, suits
from dueregard.rules.letters.languages import ENGLISH
from dueregard.rules.letters.wording import Clause, Fact, Form, Reader


class NoSuchModel(LookupError):
    """No installed pack has a model of this name."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model of a motion or letter."""

    slug: str
    title: str
    form: Form
    to: Reader
    summary: str
    language: str
    advice: tuple[str, ...]
    text: str
    facts: Mapping[str, Fact]
    needs_body: bool
    reviewed_on: date | None
    meta: Mapping[str, Any]

    @property
    def is_motion(self) -> bool:
        """Tell whether it goes to a meeting."""
        return self.form is Form.MOTION


@dataclass(frozen=True, slots=True)
class Offer:
    """A clause that a writer may choose. `source` says what it rests on, in a line; empty where it states nothing."""

    key: str
    title: str
    situation: str
    place: str
    is_usual: bool
    clause: Clause
    source: str = ""


def all_models() -> list[Model]:
    """Return every model in use, in the order of the packs. Of two with one name, the pack's installed last counts."""
    return [model_of(text) for text in texts_that_count()]


def texts_that_count() -> list[PackText]:
    """Return the texts of these models, in the same order."""
    newest: dict[str, PackText] = {}
    for text in sorted(texts_of("model"), key=lambda one: one.pack.installed_at):
        newest[text.slug] = text
    return sorted(newest.values(), key=lambda one: (one.order, one.slug))


def model_called(slug: str) -> Model:
    """Return one model. Raises: NoSuchModel"""
    found = next((one for one in all_models() if one.slug == slug), None)
    if found is None:
        raise NoSuchModel(slug)
    return found


def models_there() -> QuerySet[PackText]:
    """Return the texts of all models on this site."""
    return PackText.objects.in_use().filter(kind="model")


def has_models() -> bool:
    """Tell whether this site has any."""
    return _ANY.first() is not None


_ANY: Asked[PackText] = Asked(lambda: models_there()[:1])


def models_for(kind: str, nation: str) -> list[Model]:
    """Return the models meant for such a body; all while none is known."""
    return [one for one in all_models() if suits(one.meta, kind=kind, nation=nation)]


def offers_for(model: Model, *, kind: str, nation: str) -> list[Offer]:
    """Return the clauses that the model has a place for, in the order of their situations. One query."""
    order = list(SITUATIONS)
    texts = [
        text
        for text in texts_of("clause")
        if f"{{{text.meta['place']}}}" in model.text
        and is_offered(text.meta, form=model.form, model=model.slug, kind=kind, nation=nation)
    ]
    return [_offer(text) for text in sorted(texts, key=lambda one: (order.index(one.meta["situation"]), one.order))]


def model_of(text: PackText) -> Model:
    """Return the model that a text is."""
    meta = text.meta
    return Model(
        slug=text.slug,
        title=text.title,
        form=Form(meta["form"]),
        to=Reader(meta["to"]),
        summary=meta["summary"],
        language=meta.get("language", ENGLISH),
        advice=tuple(meta.get("advice", ())),
        text=unfold(text.text),
        facts=facts_of(meta.get("facts", ())),
        needs_body=not meta.get("needs_no_body", False),
        reviewed_on=text.reviewed_on,
        meta=meta,
    )


def _offer(text: PackText) -> Offer:
    facts = facts_of(text.meta.get("facts", ()))
    return Offer(
        key=text.slug,
        title=text.title,
        situation=text.meta["situation"],
        place=text.meta["place"],
        is_usual=text.meta.get("is_usual", False),
        clause=Clause(" ".join(unfold(text.text).split()), facts),
        source="; ".join(f"{one.source}{_unsure(one)}" for one in facts.values()),
    )


def facts_of(tables: Iterable[Mapping[str, Any]]) -> dict[str, Fact]:
    """Return the facts of a text's front matter by their ids."""
    return {
        one["id"]: Fact(one["source"], one.get("url", ""), one.get("on", ""), one["checked_on"], one["sure"])
        for one in tables
    }


def _unsure(fact: Fact) -> str:
    return {"reported": " (reported by others)", "unconfirmed": " (not confirmed)"}.get(fact.sure, "")
