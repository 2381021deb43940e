"""What in a demand or a decision may lead to a single person, before everybody may read it, and what state it is in."""

import json
from collections.abc import Collection
from hashlib import sha256

from dueregard.parts.tracker.models import Decision, Demand
from dueregard.rules.tracker.one_person import Found, single_people


def finds_in(record: Demand | Decision, *, confirmed: Collection[str]) -> list[Found]:
    """Return what nobody has decided on, in the words and addresses of the record and of every line that stands.

    One query.
    """
    texts = dict(record.own_texts())
    for line in record.lines.filter(struck_at=None):
        name = f"the line of {line.on.day} {line.on:%B %Y} ({line.label})"
        texts[name] = "\n\n".join(filter(None, [texts.get(name), line.words, line.url]))
    return single_people(texts, organisations=record.ORGANISATIONS, known=record.names_known(), confirmed=confirmed)


def state_of(record: Demand | Decision) -> str:
    """Return a fingerprint of all that would be public, so that nothing is published that nobody read. One query."""
    lines = record.lines.filter(struck_at=None).order_by("pk").values_list("pk", flat=True)
    told = [record.own_texts(), record.own_facts(), list(lines)]
    return sha256(json.dumps(told, default=str).encode()).hexdigest()[:40]
