"""`{% sharing %}`: the head of a public page, with what search engines and shared links show of it.

A page says in its block `about`, in one sentence, what it is; title and sentence are then said again as Open Graph
wants them. A page without that block, and one that search engines are asked to leave out, says nothing.
"""

from html import unescape

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.template.loader_tags import BlockNode
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

register = template.Library()
MOST = 200  # signs of a description that are shown anywhere


class SharingNode(template.Node):
    """Renders the blocks of the page at hand once more, as plain words."""

    def render(self, context: Context) -> SafeString:
        """Return the block `head`, and after it what is shared."""
        head, about = _block("head", context), _words(_block("about", context))
        if not about or "noindex" in head:
            return mark_safe(head)  # noqa: S308 - a template's own words, escaped as everywhere
        told = (
            ("og:title", _words(_block("title", context))),
            ("og:description", about),
            ("og:type", "website" if context["request"].path == "/" else "article"),
            ("og:url", f"{settings.PUBLIC_URL}{context['request'].path}"),
            ("og:site_name", settings.SITE_NAME),
        )
        described = format_html('<meta name="description" content="{}">\n    ', about)
        graph = format_html_join("\n    ", '<meta property="{}" content="{}">', told)
        return mark_safe(head.rstrip() + "\n    " + described + graph)  # noqa: S308 - as above


@register.tag
def sharing(parser: Parser, token: Token) -> SharingNode:
    """Stand in the head of the page that all others extend."""
    return SharingNode()


def _block(name: str, context: Context) -> str:
    return str(BlockNode(name, template.NodeList()).render(context))


def _words(html: str) -> str:
    """Return the words of a rendered block on one line, as they are read."""
    return Truncator(" ".join(unescape(strip_tags(html)).split())).chars(MOST)
