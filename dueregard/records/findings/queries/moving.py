"""What moves with the answers about a body when two entries of it are merged, and which answers stand against it."""

from collections.abc import Iterator

from django.urls import reverse

from dueregard.records.bodies.models import Body
from dueregard.records.findings.models import Question
from dueregard.rules.register.merging import Refusal


def refused(kept: Body, other: Body) -> Iterator[Refusal]:
    """Yield a refusal for each question answered about both: nobody knows which of two answers is the right one."""
    answered = Question.objects.filter(answers__body=kept).filter(answers__body=other).distinct()
    for question in answered.select_related("group"):
        yield Refusal(
            f"{question.group.name} has answers about both entries to the question “{question.text}”. Withdraw the "
            f"answers about {other.name} first; two people can then answer for the kept entry.",
            reverse("findings:cell", args=[question.pk, other.slug]),
            f"Open the answers about {other.name}",
        )
