"""Carries the work of findings: each takes an id or nothing, calls one action, and is safe to run twice."""

from uuid import UUID

from django_tasks import task

from dueregard.records.findings.actions.follow_documents import follow_document as follow
from dueregard.records.findings.actions.follow_documents import follow_every_document as follow_every


@task()
def follow_document(pk: str) -> None:
    """Find again where everybody can read what rests on a document that was published or withdrawn."""
    follow(pk=UUID(pk))


@task(queue_name="slow")
def follow_every_document() -> None:
    """Find it again for all findings."""
    follow_every()
