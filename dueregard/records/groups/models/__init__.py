"""The rows of groups. `actions/` decides what may be written to them."""

from dueregard.records.groups.models.group import Group, Membership, PlaceOffered, Role, Sector
from dueregard.records.groups.models.meeting import CalendarKey, Meeting
from dueregard.records.groups.models.network import Network, NetworkMeeting, NetworkPlace, PutIn
from dueregard.records.groups.models.paper import PaperInvitation

__all__ = [
    "CalendarKey",
    "Group",
    "Meeting",
    "Membership",
    "Network",
    "NetworkMeeting",
    "NetworkPlace",
    "PaperInvitation",
    "PlaceOffered",
    "PutIn",
    "Role",
    "Sector",
]
