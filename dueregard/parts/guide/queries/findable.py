"""Sections of the guide as the search finds them: everybody finds those that readers see, in every language."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.sections import whole_edition
from dueregard.rules.guide.text import read_passages
from dueregard.rules.search.findable import Findable

AT_ONCE = 200


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these sections, of the pack that is the guide. One query."""
    wanted = set(keys)
    for revision in whole_edition():
        if str(revision.section_id) in wanted:
            yield _findable(revision)


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all sections."""
    sections = PackText.objects.filter(kind="section").order_by("pk")
    yield from in_lists(sections.values_list("pk", flat=True).iterator(2000), AT_ONCE)


def _findable(revision: Revision) -> Findable:
    meta = revision.meta
    url = revision.get_absolute_url()
    if "translates" in meta:
        url = reverse("guide:translation", args=[meta["translates"], meta.get("language", "")])
    words = [meta["summary"], *(one.words for one in read_passages(revision.text))]
    return Findable(
        kind="section",
        key=str(revision.section_id),
        title=revision.title,
        text="\n".join([*words, *(one["says"] for one in revision.facts)]),
        url=url,
        since=revision.at,
        asked=tuple(revision.section.meta.get("found_by", ())),  # of now: no version is written for them
        is_public=True,
        label="guide",
        dated_on=revision.reviewed_on,
    )
