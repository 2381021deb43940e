"""Makes files in which a name is hidden in one of many ways beside words that everybody sees.

Each way is said by a short name, and each file holds `SHOWN` for all to see and `NAME` for nobody.
"""

from tests.ways_to_hide.every import every_way, seen_ways
from tests.ways_to_hide.letters import (
    deleted_letter,
    letter,
    letter_in_colours,
    styled_letter,
    tiny_letter,
    vanished_letter,
)
from tests.ways_to_hide.markup import WEB_PAGES, mail, rich_text, web_page
from tests.ways_to_hide.open_files import flat, open_sheet, open_text
from tests.ways_to_hide.said import AFTER, NAME, SEEN, SHOWN, UNSEEN, Colours
from tests.ways_to_hide.shows import SLIDES, slides, slides_in_colours
from tests.ways_to_hide.workbooks import WORKBOOKS, old_workbook, workbook, workbook_by_theme, workbook_in_colours

__all__ = [
    "AFTER",
    "NAME",
    "SEEN",
    "SHOWN",
    "SLIDES",
    "UNSEEN",
    "WEB_PAGES",
    "WORKBOOKS",
    "Colours",
    "deleted_letter",
    "every_way",
    "flat",
    "letter",
    "letter_in_colours",
    "mail",
    "old_workbook",
    "open_sheet",
    "open_text",
    "rich_text",
    "seen_ways",
    "slides",
    "slides_in_colours",
    "styled_letter",
    "tiny_letter",
    "vanished_letter",
    "web_page",
    "workbook",
    "workbook_by_theme",
    "workbook_in_colours",
]
