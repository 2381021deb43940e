"""What a file says that its pages do not show: finds it, says where, and changes nothing.

`find_hidden` takes bytes and the media type that they were found to have, and never expands more than it can hold.
Who is told, and what must be done before anything is published, is decided in `records/evidence`.
"""

from dueregard.rules.hidden_data.channels import CHANNELS, Channel, Weight
from dueregard.rules.hidden_data.finder import find_hidden

__all__ = ["CHANNELS", "Channel", "Weight", "find_hidden"]
