"""Puts a motion or letter together from its model, the body, and what its writer chose and typed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dueregard.foundation.packs.queries import words_for
from dueregard.parts.letters.queries.about_body import Known
from dueregard.parts.letters.queries.body_meant import Meant
from dueregard.parts.letters.queries.models import Model, Offer
from dueregard.records.bodies.models import Body, Contact, ContactForm, Purpose
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.prevent_duty import SCHEDULE, Applies, prevent_duty
from dueregard.rules.letters.days import answer_day
from dueregard.rules.letters.document import Document, Piece, document_of, pieces_of
from dueregard.rules.letters.markup import cleaned
from dueregard.rules.letters.own_words import OwnWords, own_words
from dueregard.rules.letters.roles import Roles, in_a_sentence, roles_of
from dueregard.rules.letters.signatories import names_of
from dueregard.rules.letters.wording import IS_THE_BODY, Clause, Fact, Facts, Reader, fill_model

ACT = "https://www.legislation.gov.uk/ukpga/2015/6/section/26"
REGARD = "have due regard to the need to prevent people from being drawn into terrorism"


@dataclass(frozen=True, slots=True)
class Written:
    """A motion or letter as it stands. `filled` is a digest of the text as the template gave it, `text` what is kept.

    `is_edited`: the writer changed it. `is_behind`: the details changed since, and the writer's wording was kept.
    """

    text: str
    filled: str
    is_edited: bool
    is_behind: bool
    own: OwnWords
    document: Document
    put_aside: str = ""  # the writer's wording, where they asked for the template again

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text as the page shows it."""
        return pieces_of(self.document)


def roles_for(body: Body | None) -> Roles:
    """Return the usual titles at a body; plain ones where it is not in the register."""
    return roles_of(body.kind, body.nation) if body else roles_of("", "")


def usual_addressee(model: Model, body: Body | None) -> str:
    """Return who such a letter goes to, as a title; empty where only its writer knows the name."""
    roles = roles_for(body)
    return {Reader.HEAD: roles.head, Reader.SECRETARY: roles.secretary, Reader.CHAIR: roles.chair}.get(model.to, "")


def contact_for(model: Model, body: Body | None) -> Contact | None:
    """Return the newest working general e-mail address of a body, for a letter that goes to the body itself."""
    if body is None or model.to not in IS_THE_BODY:
        return None
    known = Contact.objects.usable().filter(body=body, purpose=Purpose.GENERAL, form=ContactForm.EMAIL)
    return known.order_by("-checked_on", "-pk").first()


def written(
    *,
    model: Model,
    meant: Meant,
    offers: Sequence[Offer],
    known: Sequence[Known],
    typed: Mapping[str, Any],
    today: date,
    fill_again: bool = False,
) -> Written:
    """Return a text filled in from what was typed; what its writer changed in it since is kept."""
    facts = _facts(model, meant, offers, known, typed, today)
    filled = _filled(model, facts)
    kept = cleaned(typed.get("text", "")).strip("\n")
    is_edited = bool(kept.strip()) and digest(kept) not in (typed.get("filled", ""), digest(filled))
    text = kept + "\n" if is_edited and not fill_again else filled
    plain = replace(facts, own_words="…")  # no word, and its heading stays
    head = typed.get("group") or typed.get("sender") or ""
    return Written(
        text=text,
        filled=digest(filled),
        is_edited=is_edited and not fill_again,
        is_behind=is_edited and not fill_again and digest(filled) != typed.get("filled", ""),
        own=own_words(text=text, template=_filled(model, plain)),
        document=document_of(text=text, head=head, language=model.language, title=model.title),
        put_aside=kept if is_edited and fill_again else "",
    )


def digest(text: str) -> str:
    """Return a short hash of a text, the same whatever spaces stand at the ends of its lines."""
    rows = (line.rstrip() for line in cleaned(text).strip().split("\n"))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:24]


def duty_clause(meant: Meant, *, to: Reader) -> Clause:
    """Return whether the Prevent duty applies, as the register has it, with its source."""
    body = meant.body
    applies = body.prevent_duty if body else Applies.UNCONFIRMED
    source = prevent_duty(nation=Nation(body.nation), kind=BodyKind(body.kind)).source if body else SCHEDULE
    fact = {"listed": Fact(source, ACT if source == SCHEDULE else "")}
    if body and applies == Applies.NO:
        return Clause(f"{body.prevent_because.rstrip('.')}.[^listed]", fact)
    if applies == Applies.YES:
        who = "By law you must" if to in IS_THE_BODY else f"{_capital(in_a_sentence(meant.name))} must"
        return Clause(f"{who} {REGARD}.[^listed]", fact)
    return Clause(f"Authorities that the law lists must {REGARD}.[^listed]", fact)


def _facts(
    model: Model, meant: Meant, offers: Sequence[Offer], known: Sequence[Known], typed: Mapping[str, Any], today: date
) -> Facts:
    chosen = [one for one in offers if one.key in typed.get("clauses", ())]
    lists = {
        place: tuple(one.clause for one in chosen if one.place == place) for place in ("notes", "believes", "asks")
    }
    return Facts(
        values=_values(model, meant, typed),
        duty=duty_clause(meant, to=model.to),
        known=tuple(one.clause for one in known if one.key in typed.get("known", ())),
        own_words=typed.get("own_words", ""),
        first_letter=typed.get("first_letter", ""),
        first_sent_on=typed.get("first_sent_on"),
        signatories=names_of(cleaned(typed.get("signatories", ""))),
        today=today,
        meeting_on=typed.get("meeting_on"),
        deadline_on=typed.get("deadline_on"),
        answer_by=typed.get("answer_by") or answer_day(today, typed.get("meeting_on")),
        words=words_for(meant.body.nation if meant.body else ""),
        **lists,
    )


def _values(model: Model, meant: Meant, typed: Mapping[str, Any]) -> dict[str, str]:
    roles = roles_for(meant.body)
    named = ("group", "sender", "capacity", "contact", "proposer", "seconder")
    return {
        "body": in_a_sentence(meant.name),
        "name": meant.name,
        "the_body": roles.the_body,
        "its": "your" if model.to in IS_THE_BODY else "its",
        "nation": Nation(meant.body.nation).label if meant.body else "",
        "head": roles.head,
        "secretary": roles.secretary,
        "board": roles.board,
        "chair": roles.chair,
        "addressee": typed.get("addressee") or usual_addressee(model, meant.body),
        **{name: typed.get(name) or "" for name in named},
    }


def _filled(model: Model, facts: Facts) -> str:
    return fill_model(text=model.text, facts=facts, own=model.facts, language=model.language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
