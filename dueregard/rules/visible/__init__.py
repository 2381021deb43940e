"""What can be seen of a file, decided in one place for the page, the gate and the copy.

A file that has a look is drawn: `ink` tells which words of its drawing are seen, `held` which words it holds, and
`not_shown` compares the two. Plain texts and tables say what they say (`visible`).
"""

from dueregard.rules.visible.blocks import Block, Heading, Paragraph, Table, TooMuch
from dueregard.rules.visible.finder import visible

__all__ = ["Block", "Heading", "Paragraph", "Table", "TooMuch", "visible"]
