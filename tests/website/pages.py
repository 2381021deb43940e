"""What a page weighs and asks for, read from its own HTML as a browser would."""

import re
from dataclasses import dataclass

from django.contrib.staticfiles import finders
from django.test import Client

ASKED_FOR = re.compile(
    r"<(?:link(?![^>]*rel=\"(?:alternate|canonical)\")|script|img|source|iframe)\b[^>]*?(?:src|href)=\"([^\"]+)\""
)


@dataclass(frozen=True)
class Visit:
    """A first visit: the page and every file that it asks for."""

    html: str
    files: tuple[str, ...]
    bytes: int

    @property
    def requests(self) -> int:
        return 1 + len(self.files)


def visit(client: Client, path: str) -> Visit:
    """Open a page and weigh it with all it asks for. Files are weighed as they are stored, so uncompressed."""
    answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    html = answer.content.decode()
    files = tuple(dict.fromkeys(ASKED_FOR.findall(html)))
    return Visit(html, files, len(answer.content) + sum(_weight(file) for file in files))


def _weight(address: str) -> int:
    assert address.startswith("/static/"), f"The page asks for {address}, which is not a file of this site."
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), f"{address} does not exist."
    with open(found, "rb") as file:
        return len(file.read())
