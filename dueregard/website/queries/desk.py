"""The page a signed-in person starts on: what waits, in one list, and the pieces that `settings.DESK` names.

What waits and who may see it is decided in records/todo.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.queries.counts import Counts
from dueregard.records.todo.queries.done import DonePage, done_page
from dueregard.records.todo.queries.waiting import ListPage, Show, list_page
from dueregard.rules.law.deadline_words import day_words, weekday_name
from dueregard.rules.practice.site_time import real
from dueregard.rules.todo.waits import how_much
from dueregard.rules.wiring.desk import DeskPiece, Figure
from dueregard.website.queries.first_steps import first_steps_piece

TABS = {
    Show.EVERYTHING: "Everything",
    Show.MINE: "Mine",
    Show.NOBODYS: "Nobody’s yet",
    Show.OUTSIDE: "From outside",
    Show.DONE: "Done",
}
NOTHING = {
    Show.EVERYTHING: ("Nothing to do today", "When something needs you, it appears here."),
    Show.MINE: ("You have taken nothing", "Take something from the list, and your colleagues see that you do it."),
    Show.NOBODYS: ("Everything is taken", "Someone is doing each thing that waits."),
    Show.OUTSIDE: ("Nothing has come in", "Replies, suggestions, complaints and whoever wants to sign appear here."),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to another list, with how much is in it."""

    href: str
    words: str
    count: int | None
    here: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Warnings, all figures in one row, the list, and what the apps show below it."""

    lede: str
    counts: Counts  # of all kinds; `pages` says how many wait at each address
    warnings: tuple[DeskPiece, ...]
    figures: tuple[Figure, ...]
    pieces: tuple[DeskPiece, ...]
    tabs: tuple[Tab, ...]
    list: ListPage | None
    done: DonePage | None
    kinds: tuple[Tab, ...]
    all_kinds: str
    nothing: tuple[str, str] | None


def desk_page(person: Person, asked: Mapping[str, str], now: datetime) -> DeskPage:
    """Return the desk of a person. Costs what the list costs, at most seven queries, and what the pieces cost."""
    today = timezone.localdate(now)
    pieces: list[DeskPiece] = [import_string(path)(person) for path in settings.DESK]
    shown = [piece for piece in pieces if piece.template]
    wanted = asked.get("show", "")
    show = Show(wanted) if wanted in set(Show) else Show.EVERYTHING
    only, page = asked.get("kind", ""), asked.get("page", "1")
    waiting = done = None
    if show is Show.DONE:
        done = done_page(person, page=page, now=now, today=today)
        counts = done.counts
    else:
        waiting = list_page(person, show=show, only=only, page=page, today=today)
        counts, only = waiting.counts, waiting.only
    first = first_steps_piece(person, timezone.localdate(real(now)))  # after the list: both read the contacts
    day = f"{weekday_name(today)}{day_words(today)[3:]}"
    everything = counts.headings if show is Show.EVERYTHING and not only else {}
    return DeskPage(
        lede=f"{day}. {how_much(counts.all, everything)}" if not only else f"{day}.",
        counts=counts,
        warnings=tuple(piece for piece in (first, *shown) if piece and piece.is_warning),
        figures=tuple(figure for piece in pieces for figure in piece.figures),
        pieces=tuple(piece for piece in (*shown, first) if piece and not piece.is_warning),
        tabs=tuple(Tab(_href(one, only), words, _count(one, counts), one is show) for one, words in TABS.items()),
        list=waiting,
        done=done,
        kinds=tuple(Tab(_href(show, one.code), one.words, one.count, one.is_here) for one in waiting.kinds)
        if waiting
        else (),
        all_kinds=_href(show, ""),
        nothing=NOTHING.get(show),
    )


def _count(show: Show, counts: Counts) -> int | None:
    known = {
        Show.EVERYTHING: counts.all,
        Show.MINE: counts.mine,
        Show.NOBODYS: counts.nobodys,
        Show.OUTSIDE: counts.outside,
    }
    return known.get(show)


def _href(show: Show, only: str) -> str:
    asked = {"show": "" if show is Show.EVERYTHING else show.value, "kind": "" if show is Show.DONE else only}
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"/desk/?{told}" if told else "/desk/"
