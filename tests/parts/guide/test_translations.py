"""A section is read in another language, also from right to left; readers learn when the English is newer."""

import gettext
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.edit_section import edit_section, stored_section
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision
from tests.audiences import EVERYBODY, assert_only
from tests.house.sources import PACKAGE
from tests.parts.guide.conftest import NOW
from tests.parts.guide.packs import FIRST, SECOND, write_guide
from tests.people import Cast

TRANSLATION = """+++
title = "{title}"
summary = "{title}"
order = 10
reviewed_on = 2026-11-01
review_by = 2027-05-01
translates = "one"
language = "{language}"
made_from = "{made_from}"
+++

{text}
"""
WELSH = "Mae dyletswydd.[^duty] Mae rhywun yn dweud mwy.[^rumour]\n\n- Ffoniwch 020 7946 0000.\n"
ARABIC = "هناك واجب.[^duty] اتصل على 020 7946 0000 متى استطعت.\n"
GUIDE = PACKAGE / "parts/guide"


@pytest.fixture
def translated(guide: Callable[..., PackText], tmp_path: Path) -> PackText:
    """Install the guide with its first section in Welsh and in Arabic."""
    section = guide()
    digest = Revision.objects.get(section=section).digest
    texts = {
        "one_cy": TRANSLATION.format(title="Pan fydd rhywun yn gofyn", language="cy", made_from=digest, text=WELSH),
        "one_ar": TRANSLATION.format(title="عندما يسألك أحد", language="ar", made_from=digest, text=ARABIC),
    }
    folder = write_guide(tmp_path / "more", one=FIRST, two=SECOND, **texts)
    install_pack(folder=folder, by=None, now=NOW)
    take_up_sections(by=None, now=NOW)
    return section


def page(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_section_is_read_in_welsh_with_a_welsh_frame(translated: PackText, cast: Cast) -> None:
    shown = page("/guide/one/in/cy/")
    assert '<main id="main" tabindex="-1" lang="cy" dir="ltr">' in shown
    for words in ("Mae dyletswydd.", "Gwnewch hyn nawr", "Darllenwch y testun Saesneg", "1 Mai 2027"):
        assert words in shown
    assert "hŷn na’r testun Saesneg" not in shown
    assert_only("/guide/one/in/cy/", EVERYBODY, cast)
    assert_only("/guide/in/cy/", EVERYBODY, cast)


def test_a_translation_uses_the_facts_and_the_care_of_its_section(translated: PackText) -> None:
    shown = page("/guide/one/in/cy/")
    assert 'id="f-rumour"' in shown
    assert "2 heb ei gadarnhau" in shown
    assert 'class="exit no-print"' in shown


def test_arabic_runs_from_right_to_left_and_the_number_does_not(translated: PackText) -> None:
    shown = page("/guide/one/in/ar/")
    assert 'lang="ar" dir="rtl"' in shown
    assert '<bdi dir="ltr" class="whole">020 7946 0000</bdi>' in shown


def test_the_section_and_the_list_lead_to_its_translations(translated: PackText) -> None:
    assert 'href="/guide/one/in/cy/" hreflang="cy" lang="cy">Cymraeg' in page("/guide/one/")
    assert 'href="/guide/in/ar/"' in page("/guide/")
    index = page("/guide/in/cy/")
    assert "Pan fydd rhywun yn gofyn" in index
    assert 'lang="en-GB" dir="ltr"><a href="/guide/two/">The other section' in index
    assert page("/guide/").count("Pan fydd") == 0, "the English list has no Welsh section in it"
    for url in ("/guide/in/fr/", "/guide/one/in/fr/", "/guide/two/in/cy/", "/guide/none/in/cy/"):
        assert Client().get(url).status_code == 404


def test_a_translation_knows_that_it_is_older_and_where(translated: PackText, cast: Cast) -> None:
    translated.refresh_from_db()
    edit_section(
        section=translated, seen=seen_now(stored_section(translated), NOW), note="Better.", by=cast.asha,
        wanted={"wording": translated.text.replace("Ask for a name & a card.", "Ask for a name and for a card.")},
        now=NOW + timedelta(hours=1),
    )  # fmt: skip
    shown = page("/guide/one/in/cy/")
    assert "hŷn na’r testun Saesneg" in shown
    current = Revision.objects.get(section=translated, is_current=True)
    assert f'<a href="/guide/one/#{current.passages[2]}">Ask for a name and for a card.</a>' in shown
    assert shown.count("/guide/one/#") == 1, "only the passage that changed"


def test_every_word_of_the_guides_frame_is_in_welsh() -> None:
    wanted = set()
    for file in GUIDE.rglob("templates/guide/*.html"):
        source = file.read_text()
        wanted |= set(re.findall(r'{% translate "([^"]+)"', source)) | set(re.findall(r'\b_\("([^"]+)"\)', source))
        for words in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", source):
            wanted.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", words))
    catalogue = gettext.translation("django", GUIDE / "locale", ["cy"])
    assert len(wanted) > 30
    assert sorted(words for words in wanted if catalogue.gettext(words) == words) == []


def test_the_compiled_words_are_those_of_the_file_that_people_edit() -> None:
    source = (GUIDE / "locale/cy/LC_MESSAGES/django.po").read_text()
    pairs = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE))
    catalogue = gettext.translation("django", GUIDE / "locale", ["cy"])
    assert len(pairs) > 30
    assert {words: catalogue.gettext(words) for words in pairs} == pairs
