"""Findings as the search finds them: a group its own, everybody those whose words stand in a public copy."""

from collections.abc import Iterator, Sequence

from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.records.findings.models import Finding
from dueregard.records.findings.queries.finding_page import may_show, public_places
from dueregard.rules.search.findable import Findable

AT_ONCE = 100


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these findings. A fixed number of queries."""
    findings = list(Finding.objects.filter(pk__in=keys).select_related("question", "body", "passage__document__body"))
    places = public_places(findings)
    for finding in findings:
        passage = finding.passage
        yield Findable(
            kind="finding",
            key=str(finding.pk),
            title=f"{finding.question.text} {finding.value}",
            text=passage.quote if passage else "",
            url=finding.get_absolute_url(),
            since=finding.found_at,
            group=str(finding.question.group_id),
            is_public=finding.question.is_public and may_show(finding, places.get(finding.pk)),
            label="finding",
            body=str(finding.body_id),
            about=finding.body.name,
            dated_on=finding.found_at.date(),
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all findings."""
    yield from in_lists(Finding.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)
