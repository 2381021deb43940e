"""Findings as the search finds them: a group its own, everybody those whose words stand in a public copy."""

from collections.abc import Iterator, Sequence

from django.utils.timezone import localdate

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.findings.models import Finding
from dueregard.records.findings.queries.finding_page import WITH
from dueregard.records.findings.queries.places import Place, may_show, public_places
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these findings. A fixed number of queries."""
    findings = list(Finding.objects.filter(pk__in=keys).select_related(*WITH))
    places = public_places(findings)
    for finding in findings:
        place = places.get(finding.pk)
        is_public = finding.question.is_public and may_show(finding, place)
        yield Findable(
            kind="finding",
            key=str(finding.pk),
            title=f"{finding.question.text} {finding.value}",
            text=_words(finding, place if is_public else None),
            url=finding.get_absolute_url(),
            since=finding.found_at,
            group=str(finding.question.group_id),
            is_public=is_public,
            label="finding",
            body=str(finding.body_id),
            about=finding.body.name,
            dated_on=finding.true_on or localdate(finding.found_at),
        )


def _words(finding: Finding, public: Place | None) -> str:
    """Return the words it rests on. What everybody finds are those of the public copy: the original says more."""
    if finding.passage is None:
        return str(finding.source or "")
    return public.quote if public else finding.passage.quote


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all findings."""
    yield from in_lists(Finding.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
