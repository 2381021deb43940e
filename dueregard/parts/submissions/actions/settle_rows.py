"""Takes from rows of the sealed inbox what they tell beside their words: in which order they came, and when."""

from dueregard.parts.submissions.gateways.forgetting import clear_away, shuffle
from dueregard.parts.submissions.models import Message, Part, Thread, Upload, UsedChallenge

OF_SOURCES = (Thread, Message, Part, Upload, UsedChallenge)  # each after those it points at


def settle_rows() -> None:
    """Write all rows anew, shuffled. Run every hour: until then, the rows of this hour tell their order."""
    if any(model._default_manager.exists() for model in OF_SOURCES):
        shuffle(OF_SOURCES)
    clear_away(OF_SOURCES)
