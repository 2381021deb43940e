"""Where a long letter is folded: after so many lines as they would stand on a page, between two paragraphs."""

from math import ceil

SIGNS_A_LINE = 72
WORTH_A_FOLD = 3  # lines: of fewer, the fold would take as much room as what it hides


def first_lines(text: str, *, lines: int = 6) -> tuple[str, str]:
    """Return the paragraphs that fit into so many lines, at least one, and the rest; all of it where little is left."""
    rows = text.split("\n")
    fits = max(_fitting(rows, lines), 1)
    head, rest = "\n".join(rows[:fits]).rstrip(), "\n".join(rows[fits:]).strip()
    return (head, rest) if sum(map(_height, rest.split("\n"))) >= WORTH_A_FOLD else (text, "")


def _fitting(rows: list[str], lines: int) -> int:
    used = 0
    for at, row in enumerate(rows):
        used += _height(row)
        if used > lines:
            return at
    return len(rows)


def _height(row: str) -> int:
    return ceil(len(row) / SIGNS_A_LINE)
