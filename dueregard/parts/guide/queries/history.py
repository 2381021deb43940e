"""What changed in the guide: between two versions of a section, and in the whole since an instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import groupby

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.sections import current_sections, numbered
from dueregard.rules.guide.passage_ids import Numbered
from dueregard.rules.guide.text_diff import PassageChange, diff_passages
from dueregard.rules.text.word_diff import Change, Piece

TITLE, SUMMARY = "title", "summary"  # compared like passages, under names that no passage has
FEED_LINES = 50


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One passage of a comparison, or a run of passages that stayed as they were (`rest`)."""

    kind: str
    words: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one section beside each other. `old` is None where the section is new."""

    title: str
    href: str
    old: Revision | None
    new: Revision
    lines: tuple[DiffLine, ...]
    counted: str

    @property
    def is_same(self) -> bool:
        """Tell whether readers see the same words in both."""
        return all(line.kind in {"same", "rest"} for line in self.lines)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list of a section's versions."""

    revision: Revision
    href: str
    compare: str  # with the version before; empty for the first
    how: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed in the whole guide since an instant."""

    since: datetime
    sections: tuple[Comparison, ...]
    gone: tuple[str, ...]
    is_current: bool


def versions_of(section: PackText) -> tuple[VersionLine, ...]:
    """Return every version of a section, the newest first. One query."""
    rows = list(Revision.objects.filter(section=section).prefetch_related("suggestions").order_by("-number"))
    return tuple(
        VersionLine(
            revision=one,
            href=reverse("guide:version", args=[section.slug, one.number]),
            compare=reverse("guide:compare", args=[section.slug]) + f"?old={one.number - 1}&new={one.number}"
            if one.number > 1
            else "",
            how=_how(one),
        )
        for one in rows
    )


def compare(old: Revision | None, new: Revision, *, is_whole: bool = False) -> Comparison:
    """Return two versions beside each other; passages that stayed are counted unless the whole is wanted."""
    changes = diff_passages(_told(old) if old else (), _told(new))
    counts = {kind: sum(one.change is kind for one in changes) for kind in Change}
    return Comparison(
        title=new.title,
        href=new.get_absolute_url(),
        old=old,
        new=new,
        lines=tuple(_lines(changes, is_whole=is_whole)),
        counted=_counted(counts),
    )


def changes_since(since: datetime) -> ChangesPage:
    """Return what readers of a copy of that instant do not know yet. Three queries."""
    sections = current_sections()
    changed = [one for one in sections if one.at > since]
    earlier: dict[int, Revision] = {}
    rows = Revision.objects.filter(section__in=[one.section_id for one in changed], at__lte=since)
    for row in rows.select_related("section__pack").order_by("section", "number"):
        earlier[row.section_id] = row
    pack = sections[0].section.pack_id if sections else ""
    gone = PackText.objects.filter(pack=pack, kind="section", retired_at__gt=since, revisions__at__lte=since).distinct()
    return ChangesPage(
        since=since,
        sections=tuple(compare(earlier.get(one.section_id), one) for one in changed),
        gone=tuple(one.title for one in gone),
        is_current=not changed,
    )


def latest_versions(section: PackText | None = None) -> list[Revision]:
    """Return the newest versions, of one section or of the whole guide, for a feed. One query."""
    rows = Revision.objects.filter(section__retired_at=None).select_related("section__pack").order_by("-at", "-pk")
    if section is not None:
        rows = rows.filter(section=section)
    return list(rows[:FEED_LINES])


def parse_since(typed: str) -> datetime | None:
    """Read the day or instant that stands in a print's code: 2026-11-25, 20261125 or 20261125T104200 (UTC)."""
    plain = typed.replace("-", "").replace(":", "").removesuffix("Z")
    try:
        if "T" in plain:
            second = datetime.strptime(plain[:15].ljust(15, "0"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            return second.replace(microsecond=999_999)  # an edition is named by its second, and is newer than its start
        return datetime.combine(datetime.strptime(plain, "%Y%m%d").replace(tzinfo=UTC).date(), time.max, tzinfo=UTC)
    except ValueError:
        return None


def _told(revision: Revision) -> list[Numbered]:
    """Return what readers see of a version: its title, its summary, its passages and its facts."""
    facts = [Numbered(f"f-{one['id']}", f"{one['says']} {one['source']} ({one['sure']})") for one in revision.facts]
    head = [Numbered(TITLE, revision.title), Numbered(SUMMARY, revision.meta["summary"])]
    return [*head, *numbered(revision), *facts]


def _lines(changes: Sequence[PassageChange], *, is_whole: bool) -> list[DiffLine]:
    if is_whole:
        return [_line(one) for one in changes]
    found = []
    for is_same, run in groupby(changes, key=lambda one: one.change is Change.SAME):
        rows = list(run)
        if is_same:
            says = ngettext("%(count)s unchanged passage", "%(count)s unchanged passages", len(rows))
            found.append(DiffLine("rest", says % {"count": len(rows)}))
        else:
            found += [_line(one) for one in rows]
    return found


def _line(change: PassageChange) -> DiffLine:
    return DiffLine(change.change.value, "".join(piece.words for piece in change.pieces), change.pieces)


def _counted(counts: dict[Change, int]) -> str:
    said = [
        f"{counts[kind]} {word}"
        for kind, word in (
            (Change.CHANGED, "changed"),
            (Change.NEW, "new"),
            (Change.GONE, "removed"),
            (Change.MOVED, "moved"),
        )
        if counts[kind]
    ]
    return ", ".join(said) or "no change to the wording"


def _how(revision: Revision) -> str:
    """Say in one sentence where a version came from, with a reader's credit where one is due."""
    if revision.origin == Revision.Origin.SUGGESTION:
        names = [one.credit for one in revision.suggestions.all() if one.credit]
        thanks = f", with thanks to {', '.join(names)}" if names else ""
        return f"A reader’s suggestion was accepted{thanks}."
    if revision.origin == Revision.Origin.EDIT:
        return "Edited by this site’s group."
    if revision.number == 1:
        return f"Came with the campaign pack, {localdate(revision.at):%-d %B %Y}."
    return "Came with a newer campaign pack."
