"""The places in a file where something may hide, each with a plain sentence and how much it matters.

A code, once shipped, keeps its meaning: rows hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dueregard.rules.documents.reading import HiddenThing

LONGEST_SAMPLE, LONGEST_WHERE = 200, 300


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
    "hidden_sheet": _content("Hidden sheet", "A whole sheet is hidden; anybody can show it again."),
    "very_hidden_sheet": _content("Very hidden sheet", "A sheet is hidden so that the menu does not even list it."),
    "hidden_rows": _content("Hidden rows", "Rows with something in them are hidden."),
    "hidden_columns": _content("Hidden columns", "Columns with something in them are hidden."),
    "filtered_rows": _content("Filtered rows", "A filter hides rows; they are all still in the file."),
    "pivot_cache": _content("Pivot cache", "A summary table carries the full data behind it."),
    "external_link": _content("Links to other files", "Values and names of other workbooks are kept in this one."),
    "data_model": _content("Data model", "A whole database travels inside the workbook."),
    "named_range": _trace("Named ranges", "Names of ranges may say what the sheet is about."),
    "connection": _trace("Data connections", "The file says where its data was fetched from."),
    # text of all office kinds
    "comment": _content("Comments", "Somebody’s comments travel with the file."),
    "tracked_change": _content("Tracked changes", "What was deleted or added is still in the file."),
    "hidden_text": _content("Hidden text", "Text is marked as hidden."),
    "pale_text": _content("Text that cannot be seen", "Text has the colour of the paper, or is too small to be read."),
    "notes": _content("Speaker’s notes", "Slides carry notes that are not shown."),
    "hidden_slide": _content("Hidden slides", "Slides are left out of the show and are still in the file."),
    "hidden_shape": _content("Hidden shapes", "A shape is marked as hidden."),
    "off_slide": _content("Beside the slide", "Something lies outside the slide."),
    "earlier_version": _content("Earlier versions", "The file keeps what it was before."),
    "embedded_file": _content("Files inside", "Another whole file lies inside this one."),
    "custom_xml": _content("Data of other programs", "Data of forms or of other programs lies inside."),
    "document_variable": _content("Document variables", "Values that no page shows are kept with the document."),
    "macro": _trace("Macros", "The file carries program code."),
    "author": _person("Names of people", "The file says who wrote it, changed it, or is in charge."),
    "property": _trace("Properties", "The file carries a title, a subject, keywords or other properties."),
    "template_path": _person("Path of a template", "A path on somebody’s computer, often with their name."),
    "thumbnail": _content("Small picture of the first page", "It may show what the page looked like before."),
    "cropped_picture": _content("Cropped picture", "The part that was cut off is still in the file."),
    "picture_details": _person("Details of a picture", "A picture inside carries camera, place or author."),
    # PDF
    "attachment": _content("Attachments", "Files are attached to the PDF."),
    "annotation": _content("Notes and marks", "Notes that a reader may not see are attached to a page."),
    "form_field": _content("Form fields", "Fields hold values, also where a box covers them."),
    "hidden_layer": _content("Hidden layers", "Layers can be switched on again."),
    "text_under_box": _content("Text under a box", "A box was drawn over words; the words are still there."),
    "invisible_text": _content("Words that cannot be seen", "The page has words that its picture does not show."),
    "off_page_text": _content("Words beside the page", "Words lie outside the part of the page that is shown."),
    "beyond_crop": _content("Pictures beyond the edge", "A picture goes on outside the part that is shown."),
    "earlier_revision": _content("Earlier revisions", "The file was added to; what it was before is still in it."),
    "outline": _trace("Outline", "The table of bookmarks has words of its own."),
    "described_text": _content("Descriptions and replaced text", "Words for screen readers differ from the page."),
    "javascript": _trace("Scripts", "The file carries program code."),
    "private_data": _content("Data of other programs", "A program kept its own copy of what it drew."),
    "signature": _person("Digital signature", "A certificate names the person who signed."),
    "outside_address": _trace("Addresses it calls", "The file names addresses that it would send to or load from."),
    # pictures, sound
    "exif": _person("Camera’s details", "When, and with which device, the picture was made."),
    "gps": _person("Place", "The picture or recording says where it was made."),
    "more_pictures": _content("More pictures", "The file holds further pictures or frames."),
    "trailing_data": _content("Something after the end", "Bytes follow after the end of the picture."),
    "sound_tag": _person("Tags", "The recording carries names, titles or remarks."),
    "cover_picture": _content("Picture in the recording", "A picture travels with the sound."),
    # mail
    "other_address": _person("Other people’s addresses", "Addresses of people who took no part stand in it."),
    "mail_route": _person("Route of the message", "Its headers name computers and networks of the sender."),
    # anything
    "personal_detail": _person("Personal details", "An address or a number that belongs to a person."),
    "not_examined": _content("Not looked into", "A part could not be looked into, so nobody knows what it holds."),
}


def thing(channel: str, where: str, *, count: int = 1, sample: str = "", page: int | None = None) -> HiddenThing:
    """Make a finding whose words fit into a row: one line, no signs that a database refuses."""
    assert channel in CHANNELS, channel
    return HiddenThing(channel, _line(where, LONGEST_WHERE), max(1, count), _line(sample, LONGEST_SAMPLE), page)


def _line(words: str, longest: int) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in words[: 8 * longest])
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
