"""What the page of one motion or letter needs before anything was typed: the model, the body, the clauses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dueregard.parts.letters.queries.about_body import Known, known_about
from dueregard.parts.letters.queries.body_meant import Meant
from dueregard.parts.letters.queries.models import Model, Offer, model_called, offers_for
from dueregard.parts.letters.queries.writing import Written, usual_addressee, written
from dueregard.rules.law.prevent_duty import Applies
from dueregard.rules.letters.clauses import SITUATIONS, suits


@dataclass(frozen=True, slots=True)
class Situation:
    """Clauses for one situation, under its words."""

    words: str
    offers: tuple[Offer, ...]
    is_open: bool  # one of them is chosen


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before a writer."""

    model: Model
    meant: Meant
    offers: tuple[Offer, ...]
    known: tuple[Known, ...]
    today: date

    def situations(self, chosen: Collection[str]) -> list[Situation]:
        """Return the clauses by what they are about. `chosen` are the keys of those that are ticked."""
        return [
            Situation(words, found, any(one.key in chosen for one in found))
            for code, words in SITUATIONS.items()
            if (found := tuple(one for one in self.offers if one.situation == code))
        ]

    @property
    def usual(self) -> list[str]:
        """The clauses that are chosen to begin with."""
        return [one.key for one in self.offers if one.is_usual]

    @property
    def warning(self) -> str:
        """What a writer must know of this body before they write; empty when there is nothing."""
        body = self.meant.body
        if body and body.prevent_duty == Applies.NO:
            return f"The Prevent duty does not apply to {body.name}. {body.prevent_because}"
        if body and not suits(self.model.meta, kind=body.kind, nation=body.nation):
            return f"This model was written for other kinds of body than {body.name}. Read each sentence twice."
        if body and body.prevent_duty == Applies.UNCONFIRMED:
            return f"We could not confirm that the Prevent duty applies to {body.name}, so the text does not say so."
        return ""

    @property
    def usual_addressee(self) -> str:
        """The title of who it goes to."""
        return usual_addressee(self.model, self.meant.body)

    def written(self, typed: Mapping[str, Any], *, fill_again: bool = False) -> Written:
        """Return the text as it stands."""
        return written(
            model=self.model,
            meant=self.meant,
            offers=self.offers,
            known=self.known,
            typed=typed,
            today=self.today,
            fill_again=fill_again,
        )


def desk_for(slug: str, meant: Meant, today: date) -> Desk:
    """Return what lies before a writer of this model about this body. At most nine queries. Raises: NoSuchModel"""
    model = model_called(slug)
    kind, nation = (meant.body.kind, meant.body.nation) if meant.body else ("", "")
    offers = offers_for(model, kind=kind, nation=nation)
    known = known_about(meant.body, today) if meant.body and "{known}" in model.text else []
    return Desk(model, meant, tuple(offers), tuple(known), today)
