"""The places in a file where something may hide, each with a plain sentence and how much it matters.

A code, once shipped, keeps its meaning: rows hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

from dueregard.rules.documents.reading import HiddenThing

LONGEST_SAMPLE, LONGEST_WHERE = 200, 300
_MOST_TOLD = 8_000  # signs of one text: more than all findings of one place show
_MOST_PARTS = 40  # findings of one place, so that all of its words can be read


class Weight(StrEnum):
    """How much a finding matters."""

    CONTENT = "content"  # words or numbers that somebody did not mean to give
    PERSON = "person"  # says who wrote, sent, or was where
    TRACE = "trace"  # says how the file was made


@dataclass(frozen=True, slots=True)
class Channel:
    """One such place: what it is called, what it means, how much it matters."""

    name: str
    says: str
    weight: Weight


def _content(name: str, says: str) -> Channel:
    return Channel(name, says, Weight.CONTENT)


def _person(name: str, says: str) -> Channel:
    return Channel(name, says, Weight.PERSON)


def _trace(name: str, says: str) -> Channel:
    return Channel(name, says, Weight.TRACE)


CHANNELS: dict[str, Channel] = {
    # workbooks
    "hidden_sheet": _content("Hidden sheet", "A whole sheet is hidden, but anyone can show it again."),
    "very_hidden_sheet": _content("Very hidden sheet", "A sheet is hidden so well that the menu does not list it."),
    "hidden_rows": _content("Hidden rows", "Rows with something in them are hidden."),
    "hidden_columns": _content("Hidden columns", "Columns with something in them are hidden."),
    "filtered_rows": _content("Filtered rows", "A filter hides rows, but they are all still in the file."),
    "pivot_cache": _content("Pivot cache", "A summary table contains all the data behind it."),
    "external_link": _content("Links to other files", "This workbook contains values and names from others."),
    "data_model": _content("Data model", "There is a whole database inside the workbook."),
    "named_range": _trace("Named ranges", "Names of ranges may give away what the sheet is about."),
    "connection": _trace("Data connections", "The file says where its data was fetched from."),
    # text of all office kinds
    "comment": _content("Comments", "Someone’s comments are in the file."),
    "tracked_change": _content("Tracked changes", "What was deleted or added is still in the file."),
    "hidden_text": _content("Hidden text", "Text is marked as hidden."),
    "pale_text": _content("Text that cannot be seen", "Text is the same colour as the page, or too small to read."),
    "notes": _content("Speaker’s notes", "Slides have notes that are not shown."),
    "hidden_slide": _content("Hidden slides", "Slides left out of the show are still in the file."),
    "hidden_shape": _content("Hidden shapes", "A shape is marked as hidden."),
    "off_slide": _content("Beside the slide", "Something is outside the edge of the slide."),
    "earlier_version": _content("Earlier versions", "The file contains earlier versions of itself."),
    "embedded_file": _content("Files inside", "There is another whole file inside this one."),
    "custom_xml": _content("Data of other programs", "The file contains data of forms or of other programs."),
    "document_variable": _content("Document variables", "The document contains values that no page shows."),
    "macro": _trace("Macros", "The file contains program code."),
    "author": _person("Names of people", "The file says who wrote it, changed it or is in charge."),
    "property": _trace("Properties", "The file has a title, keywords, the names of programs or other properties."),
    "template_path": _person("Path of a template", "A path on someone’s computer, often with their name."),
    "thumbnail": _content("Small picture of the first page", "It may show what the page looked like before."),
    "cropped_picture": _content("Cropped picture", "The part that was cut off is still in the file."),
    "picture_details": _person("Details of a picture", "A picture inside says which camera, where or by whom."),
    "chart_cache": _content("Values kept by charts", "A chart keeps values that no cell has any more."),
    "formula_words": _content("Words and values in formulas", "Formulas contain words or values that are not shown."),
    "choice_list": _content("Lists to choose from", "The file has lists of choices, or hints, that no page shows."),
    "name_value": _content("Names with values", "Names that the workbook defines contain words or values."),
    "left_over_words": _content("Words left over", "Words of deleted cells are still in the file."),
    "field_code": _content("Field codes", "Behind words that a field shows there are paths or other words."),
    "label": _content(
        "Names of parts", "Parts of the file are named, described or filtered by words that no page shows."
    ),
    "link_tip": _content("Hints of links", "A link shows words only when you point at it."),
    # PDF
    "attachment": _content("Attachments", "Files are attached to the PDF."),
    "annotation": _content("Notes and marks", "A page has notes that readers may not see."),
    "form_field": _content("Form fields", "Fields contain values, even where a box covers them."),
    "hidden_layer": _content("Hidden layers", "Layers can be switched on again."),
    "text_under_box": _content("Text under a box", "A box or a colour covers words, but the words are still there."),
    "invisible_text": _content("Words that cannot be seen", "The page has words that its picture does not show."),
    "off_page_text": _content("Words beside the page", "There are words outside the part of the page that is shown."),
    "beyond_crop": _content("Pictures beyond the edge", "A picture continues outside the part that is shown."),
    "covered_picture": _content(
        "Picture under a box", "Something is drawn over a picture, but what is below is whole in the file."
    ),
    "stray_page": _content("Pages outside the document", "The file contains pages that no reader shows."),
    "link_target": _person("Where links lead", "A link leads to an address that the page does not show."),
    "earlier_revision": _content("Earlier revisions", "The file was changed, but the earlier version is still in it."),
    "outline": _trace("Outline", "The list of bookmarks has words of its own."),
    "described_text": _content("Descriptions and replaced text", "Words for screen readers differ from the page."),
    "javascript": _trace("Scripts", "The file contains program code."),
    "private_data": _content("Data of other programs", "A program kept its own copy of what it drew."),
    "signature": _person("Digital signature", "A certificate names the person who signed."),
    "outside_address": _trace("Addresses it calls", "The file names web addresses it would send to or load from."),
    # pictures, sound
    "exif": _person("Camera’s details", "When, and with which device, the picture was made."),
    "gps": _person("Place", "The picture or recording says where it was made."),
    "more_pictures": _content("More pictures", "The file contains more pictures or frames."),
    "trailing_data": _content("Something after the end", "There is more data after the end of the picture."),
    "printer_dots": _person(
        "Printer’s dots",
        "A colour printer left tiny yellow dots on the paper. They say with which machine it was printed, and when.",
    ),
    "sound_tag": _person("Tags", "The recording contains names, titles or remarks."),
    "cover_picture": _content("Picture in the recording", "The recording has a picture attached."),
    # mail
    "other_address": _person("Other people’s addresses", "It contains addresses of people who took no part."),
    "mail_route": _person("Route of the message", "Its headers name the sender’s computers and networks."),
    # what the drawing of a file tells
    "unseen_words": _content(
        "Words that no page shows", "The file contains these words, but nobody sees them on a page."
    ),
    "not_judged": _content("Could not be judged", "We could not tell which words of this page can be seen."),
    # anything
    "personal_detail": _person("Personal details", "An address or a number that belongs to a person."),
    "not_examined": _content("Could not be checked", "We could not check this part, so we do not know what is in it."),
}


def thing(channel: str, where: str, *, count: int = 1, sample: str = "", page: int | None = None) -> HiddenThing:
    """Make a finding whose words fit into a row: one line, no characters that a database refuses."""
    assert channel in CHANNELS, channel
    return HiddenThing(channel, _line(where, LONGEST_WHERE), max(1, count), _line(sample, LONGEST_SAMPLE), page)


def all_of(channel: str, where: str, said: Iterable[str], *, page: int | None = None) -> Iterator[HiddenThing]:
    """Yield findings that together show each of these words once; none where there are none."""
    parts: list[list[str]] = []
    left = 0
    for one in dict.fromkeys(line for words in said for line in _lines(words)):
        if left < len(one):
            parts.append([])
            left = LONGEST_SAMPLE
        parts[-1].append(one)
        left -= len(one) + 2
    for number, part in enumerate(parts[:_MOST_PARTS], start=1):
        there = where if number == 1 else f"{where}, part {number}"
        yield thing(channel, there, count=len(part), sample="; ".join(part), page=page)
    if len(parts) > _MOST_PARTS:
        yield thing("not_examined", f"{where}: {CHANNELS[channel].name.lower()} after the first {_MOST_PARTS} findings")


def _lines(words: str) -> Iterator[str]:
    """Yield words in lines of which each is a sample, so that a long paragraph is told to its end."""
    shown = "".join(sign if sign.isprintable() else " " for sign in words[:_MOST_TOLD])
    yield from wrap(" ".join(shown.split()), LONGEST_SAMPLE, break_on_hyphens=False)
    if len(words) > _MOST_TOLD:
        yield f"… and {len(words) - _MOST_TOLD:,} more signs"


def _line(words: str, longest: int) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in words[: 8 * longest])
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
