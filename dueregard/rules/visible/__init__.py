"""What a file visibly says: the words that a reader sees when it is opened, in order, as plain blocks.

`visible` leaves out what is hidden, changed away, commented, noted, cropped or pale. Pictures and charts are not taken
over; where one was, a line says so.
"""

from dueregard.rules.visible.blocks import Block, Heading, Paragraph, Table, TooMuch
from dueregard.rules.visible.finder import visible

__all__ = ["Block", "Heading", "Paragraph", "Table", "TooMuch", "visible"]
