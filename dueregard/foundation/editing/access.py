"""The only door to notices: each is for one person, and for nobody else."""

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice


def notice_for(person: Person, pk: int) -> EditNotice:
    """Return a notice to this person. Raises: Http404"""
    notice = EditNotice.objects.filter(to=person, pk=pk).first()
    if notice is None:
        raise Http404
    return notice
