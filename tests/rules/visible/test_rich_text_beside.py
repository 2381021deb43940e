"""What an RTF holds beside its paragraphs is held: headers, footers, footnotes, boxes, however they are nested."""

import pytest

from dueregard.rules.documents.kinds import Kind
from dueregard.rules.text.rich_text_groups import NestsTooDeep, groups_beside
from dueregard.rules.visible.held import held_in

TEXT = (
    b"{\\rtf1\\ansi{\\header\\pard Above all\\par}{\\footerf\\pard Below all\\par}\\pard The duty"
    b"{\\footnote\\pard Seen \\{once\\} below\\par} was met.\\par "
    b"{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard Words in a box\\par}}}\\pard End.\\par}"
)


def test_each_place_beside_the_text_is_held_with_its_name() -> None:
    held = {(one.where, one.text.strip(), one.repeats) for one in held_in(TEXT, Kind.RTF)}
    assert {
        ("above the pages", "Above all", True),
        ("below the pages", "Below all", True),
        ("footnotes", "Seen {once} below", False),
        ("a box", "Words in a box", False),
    } <= held
    assert not any("box" in text for where, text, _ in held if where == "the text")


def test_a_group_that_is_cut_short_gives_what_is_left_and_endless_nesting_is_refused() -> None:
    assert list(groups_beside("{\\rtf1{\\footnote Cut")) == [("footnote", " Cut")]
    with pytest.raises(NestsTooDeep):
        list(groups_beside("{\\header" * 1000))
