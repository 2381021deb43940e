"""The rows of casework: campaign → case (one per body) → correspondence, and the events between."""

from dueregard.parts.foi.models.campaign import Campaign
from dueregard.parts.foi.models.case import Case, CaseEvent, DateChange
from dueregard.parts.foi.models.correspondence import Attachment, Correspondence, HeldEmail
from dueregard.parts.foi.models.feed_key import FeedKey
from dueregard.parts.foi.models.looked_at import LookedAt
from dueregard.parts.foi.models.note import CaseNote

__all__ = [
    "Attachment",
    "Campaign",
    "Case",
    "CaseEvent",
    "CaseNote",
    "Correspondence",
    "DateChange",
    "FeedKey",
    "HeldEmail",
    "LookedAt",
]
