"""What happens by itself."""

from django_tasks import task


@task()
def fold() -> None:
    """Fold pamphlets."""


@task()
def fetch_paper() -> None:
    """Fetch paper from where the operator has it."""
