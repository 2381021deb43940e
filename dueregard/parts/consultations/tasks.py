"""What the worker does for votes of members: it destroys keys that a count left behind."""

from django_tasks import task

from dueregard.parts.consultations.actions.destroy_left_keys import destroy_left_keys as destroy


@task()
def destroy_left_keys() -> None:
    """Destroy the keys of votes that were counted, where the process died between the two."""
    destroy()
