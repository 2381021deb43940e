"""Pages carry no script or style, load only this site's files, and every component is in the gallery."""

import re

from dueregard.website.views.gallery import exhibits
from tests.house.sources import PACKAGE, name, templates

COMPONENTS = PACKAGE / "website/templates/website/components"
# Parts of every page's frame, or of another component: seen wherever that is.
FRAME = {
    "rail", "look", "sign_out",
    "mode", "masthead", "footer", "sign", "message_text", "live_script", "copy_script", "exit_script",
    "suggest_script",
    "share_script",
}  # fmt: skip
INLINE = re.compile(
    r"<style\b"
    r"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>"
    r"|<[^>]+\sstyle\s*="
    r"|<[^>]+\son[a-z]+\s*="
    r"|href\s*=\s*[\"']javascript:",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"<(?:link|script|img|iframe|source)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
)


def inline(template: str) -> list[str]:
    """Return what a strict content policy would refuse."""
    return INLINE.findall(template)


def test_no_template_holds_script_or_style() -> None:
    found = {name(path): inline(path.read_text()) for path in templates()}
    assert {path: pieces for path, pieces in found.items() if pieces} == {}


def test_no_template_loads_a_file_from_another_host() -> None:
    assert [name(path) for path in templates() if ELSEWHERE.search(path.read_text())] == []


def test_only_pages_without_a_form_tell_browsers_to_name_no_referrer() -> None:
    """With it a browser sends "Origin: null" along with a form, also to this very site, and the form is refused."""
    found = [name(path) for path in templates() if 'content="no-referrer"' in path.read_text()]
    assert found == ["dueregard/parts/signposts/templates/signposts/quiet.html"]


def test_every_component_is_in_the_gallery() -> None:
    components = {path.stem for path in COMPONENTS.glob("*.html")} - FRAME
    assert components - set(exhibits()) == set()


def test_inline_script_style_and_handlers_are_seen() -> None:
    assert inline('<p style="color:red">') != []
    assert inline("<script>go()</script>") != []
    assert inline('<button onclick="go()">') != []
    assert inline('<script src="/static/x.js"></script><script type="application/json">{}</script>') == []
    assert ELSEWHERE.search('<img src="https://elsewhere.example/x.png">')


SUMMARY = re.compile(r"components/(?:form|error_summary)\.html\" with form=([\w.]+)")


def test_a_page_with_a_problem_says_error_first_in_its_title() -> None:
    """The summary takes the focus by itself (autofocus). Source: GOV.UK Design System, error summary."""
    frame = (PACKAGE / "website/templates/website/base.html").read_text()
    assert "<title>{% if form.errors %}Error: " in frame
    assert " autofocus>" in (COMPONENTS / "error_summary.html").read_text()
    every = {name(path): path.read_text() for path in templates()}
    for path, template in every.items():
        for form in set(SUMMARY.findall(template)) - {"form", "attrs.form"}:
            folder = path.rpartition("/")[0]
            beside = "".join(text for other, text in every.items() if other.startswith(folder))
            assert f"if {form}.errors %}}Error: " in beside, f"{path}: the title does not say Error for {form}"


def test_a_page_says_error_once_in_its_title() -> None:
    """The base does it for `form`; a page that does it again would be read out as “Error: Error: …”."""
    again = "{% block title %}{% if form.errors %}"
    assert [path.name for path in templates() if again in path.read_text()] == []
