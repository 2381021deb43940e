"""Runs the work that an action gave out, in the test's own process, until nothing is ready."""

from pathlib import Path

from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult


def run_all_tasks(*, most: int = 10_000) -> int:
    """Run everything ready in the database till it is empty; a task's error is the test's error. Returns how many."""
    for done in range(most):
        waiting = DBTaskResult.objects.ready().first()
        if waiting is None:
            return done
        waiting.claim("tests")
        result = waiting.task_result
        context = (TaskContext(task_result=result),) if waiting.task.takes_context else ()
        waiting.set_successful(waiting.task.call(*context, *result.args, **result.kwargs))
    raise AssertionError(f"more than {most} tasks: they give each other out for ever")


def note(folder: Path, word: str) -> None:
    """Add a word to the notes of a test that watches other processes."""
    with (folder / "notes").open("a") as file:
        file.write(f"{word}\n")


def notes(folder: Path) -> list[str]:
    """Return the words that were noted so far."""
    file = folder / "notes"
    return file.read_text().split() if file.exists() else []
