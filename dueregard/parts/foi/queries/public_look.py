"""What a person looks at before a case is published, and when new letters come: what is left out, and what is not.

Nothing is decided here. `public_masking` says what the letters would show; `look_through` keeps what was decided.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from dueregard.parts.foi.access import messages_in, messages_shown
from dueregard.parts.foi.models import Case, Correspondence, LookedAt
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.public_masking import Masking, public_text
from dueregard.parts.foi.queries.quoted import older_letters
from dueregard.rules.privacy.masking import plural
from dueregard.rules.privacy.to_look_at import Look

AT_ONCE = 150  # a form holds no more than a thousand fields


@dataclass(frozen=True, slots=True)
class Masked:
    """What is left out because of its form: of what, how often, in which letters."""

    what: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedLook:
    """One find, and in which letter it comes first."""

    look: Look
    place: str
    href: str  # where the group reads that letter


@dataclass(frozen=True, slots=True)
class PublicLook:
    """The page to look at: first what is likely, then what only has a capital."""

    case: Case
    masked: tuple[Masked, ...]
    likely: tuple[ListedLook, ...]
    perhaps: tuple[ListedLook, ...]
    later: int  # more than one page takes; they come after these
    left_out: tuple[LookedAt, ...]
    shown: tuple[LookedAt, ...]

    @property
    def listed(self) -> tuple[ListedLook, ...]:
        """Everything on this page that waits for a decision."""
        return self.likely + self.perhaps


def public_look(case: Case, *, now: datetime) -> PublicLook:
    """Return what is left out of a case's public page, and what is not and looks as if it should. Four queries."""
    return _look_of(case, messages_in(case), list(case.looked_at.select_related("by")), now)


def public_looks(cases: Sequence[Case], *, now: datetime) -> dict[UUID, PublicLook]:
    """Return the same of several cases, which come with body, campaign and group. Three queries, however many."""
    messages: defaultdict[UUID, list[Correspondence]] = defaultdict(list)
    decided: defaultdict[UUID, list[LookedAt]] = defaultdict(list)
    letters = Correspondence.objects.filter(case__in=cases).select_related("outgoing").prefetch_related("attachments")
    for message in letters:
        messages[message.case_id].append(message)
    for row in LookedAt.objects.filter(case__in=cases).select_related("by"):
        decided[row.case_id].append(row)
    return {case.pk: _look_of(case, messages[case.pk], decided[case.pk], now) for case in cases}


def _look_of(case: Case, messages: list[Correspondence], decided: list[LookedAt], now: datetime) -> PublicLook:
    masking = Masking(case, decided)
    found: dict[str, ListedLook] = {}
    masked: dict[str, list[tuple[str, int]]] = {}
    for place, href, looks, counts in _places(case, messages, masking, now):
        for what, count in counts.items():
            masked.setdefault(what, []).append((place, count))
        for look in looks:
            first = found.get(look.key)
            found[look.key] = replace(first, look=_both(first.look, look)) if first else ListedLook(look, place, href)
    ordered = sorted(found.values(), key=lambda each: not each.look.is_likely)
    return PublicLook(
        case=case,
        masked=tuple(Masked(_counted(what, rows), tuple(place for place, _ in rows)) for what, rows in masked.items()),
        likely=tuple(each for each in ordered[:AT_ONCE] if each.look.is_likely),
        perhaps=tuple(each for each in ordered[:AT_ONCE] if not each.look.is_likely),
        later=max(0, len(ordered) - AT_ONCE),
        left_out=tuple(row for row in decided if row.is_left_out),
        shown=tuple(row for row in decided if not row.is_left_out),
    )


def to_look_at_in(case: Case, messages: list[Correspondence], *, now: datetime, as_if_public: bool = False) -> int:
    """Return how many finds of a published case nobody has decided on. Two queries; none for a private case.

    `as_if_public` asks what they would be if the case were published now.
    """
    if not (case.is_public or as_if_public):
        return 0
    prefetch_related_objects(messages, "attachments")
    return len({look.key for _, _, looks, _ in _places(case, messages, Masking(case), now) for look in looks})


def _places(
    case: Case, messages: list[Correspondence], masking: Masking, now: datetime
) -> Iterator[tuple[str, str, list[Look], Counter[str]]]:
    """Yield the title and each letter, with its page, what it holds undecided, and what was left out of it."""
    title = masking.line(case.campaign.title)
    yield "the title", case.campaign.get_absolute_url(), masking.undecided(title), _taken(masking)
    older = older_letters(messages)
    for message in messages_shown(messages)[0]:
        shown = public_text(message, masking, older[message.pk], published_at=case.published_at or now)
        yield _place(message), reverse("foi:message", args=[message.pk]), list(shown.to_look_at), _taken(masking)


def _both(first: Look, again: Look) -> Look:
    """Return the first find with the count of both; likely if either is."""
    return replace(first, count=first.count + again.count, is_likely=first.is_likely or again.is_likely)


def _taken(masking: Masking) -> Counter[str]:
    counts, masking.found = masking.found, Counter()
    return counts


def _place(message: Correspondence) -> str:
    on = date_format(localtime(message.at), "j F Y")
    if message.direction == Direction.OUT:
        return f"{Step(message.step).label if message.step else 'a letter'} of {on}"
    return f"their letter of {on}"


def _counted(what: str, rows: list[tuple[str, int]]) -> str:
    count = sum(count for _, count in rows)
    return f"{count} {plural(what) if count > 1 else what}"
