"""Carries the guide's own work: taking up what a pack brought. Each task is safe to run twice."""

from django.utils import timezone
from django_tasks import task

from dueregard.parts.guide.actions.drop_old_prints import drop_old_prints as drop_prints
from dueregard.parts.guide.actions.find_again import find_again
from dueregard.parts.guide.actions.print_guide import print_edition as make_prints
from dueregard.parts.guide.actions.take_up import take_up_sections


@task()
def take_up_pack() -> None:
    """Bring every section up to the text of the packs."""
    take_up_sections(by=None, now=timezone.now())


@task()
def find_sections_again() -> None:
    """Have every section read into the search again: a pack has changed the words by which they are found."""
    find_again()


@task()
def print_edition() -> None:
    """Make what is not there yet of the present edition for print."""
    make_prints(now=timezone.now())


@task()
def drop_old_prints() -> None:
    """Take prints of earlier editions from the shelf."""
    drop_prints(now=timezone.now())
