"""Who may see and who may keep areas. Every area is public; administrators load files about them."""

from django.http import Http404

from dueregard.records.areas.models import Area


def area_for(slug: str) -> Area:
    """Return an area, also one that ended; anyone may see it. Raises: Http404"""
    area = Area.objects.select_related("parent").filter(slug=slug).first()
    if area is None:
        raise Http404
    return area
