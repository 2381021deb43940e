"""Runs the work that an action gave out, in the test's own process, until nothing is ready."""

from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult


def run_all_tasks(*, most: int = 10_000) -> int:
    """Run everything ready in the database till it is empty; an error of a task is the test's error. Returns how many."""
    for done in range(most):
        waiting = DBTaskResult.objects.ready().first()
        if waiting is None:
            return done
        waiting.claim("tests")
        result = waiting.task_result
        context = (TaskContext(task_result=result),) if waiting.task.takes_context else ()
        waiting.set_successful(waiting.task.call(*context, *result.args, **result.kwargs))
    raise AssertionError(f"more than {most} tasks: they give each other out for ever")
