"""Words that stand in one place only and may be read by some: whoever else is answered with one has found a leak."""

import gzip
import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache

import pypdfium2

# Who may read what is planted for them; a word of the first kind is in no answer to anybody else.
READERS: dict[str, frozenset[str]] = {
    "nobody": frozenset(),
    "northport": frozenset({"volunteer", "keyholder", "caseworker", "administrator"}),
    "southmoor": frozenset({"outsider", "administrator"}),
    "volunteer": frozenset({"volunteer"}),  # their own, and nobody else's: not even an administrator's
    "caseworker": frozenset({"caseworker"}),
    "editors": frozenset({"caseworker", "outsider", "administrator"}),  # who keep the guide
    "administrators": frozenset({"administrator"}),
    "keyholders": frozenset({"keyholder"}),
}
BAIT = "lighthouse"  # stands beside every planted word, so that one search would find them all
WORD = re.compile(rb"planted([a-z]+)([0-9]{3})q")
DEEPEST = 3  # a file in a package in a package


@dataclass
class Planted:
    """Every word that was planted, and where."""

    places: dict[str, str] = field(default_factory=dict)

    def word(self, readers: str, place: str) -> str:
        """Plant a new word for these readers; `place` says where, for the sentence of a failure."""
        assert readers in READERS, f"nobody is called {readers}"
        word = f"planted{readers}{len(self.places):03d}q"
        self.places[word] = place
        return word

    def text(self, readers: str, place: str) -> str:
        """Return a sentence with a new word in it."""
        return f"The {BAIT} {self.word(readers, place)} stands here."

    def hidden_from(self, who: str) -> list[str]:
        """Return the words that this kind of person may not read."""
        return [word for word in self.places if who not in READERS[readers_of(word)]]

    def leaks(self, who: str, content: bytes) -> list[str]:
        """Return the words in an answer that this kind of person may not read, each with its place."""
        return [
            f"{word} ({self.places.get(word, 'unknown')})" for word in sorted(found(content) & {*self.hidden_from(who)})
        ]


def readers_of(word: str) -> str:
    """Return for whom a word was planted."""
    match = WORD.fullmatch(word.encode())
    assert match, word
    return match[1].decode()


def found(content: bytes, depth: int = 0) -> set[str]:
    """Return the planted words in an answer: in its text, and in the files of a package, a book or a PDF."""
    words = {match[0].decode() for match in WORD.finditer(content.lower())}
    if depth < DEEPEST and content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                words |= found(name.encode()) | found(package.read(name), depth + 1)
    elif content[:5] == b"%PDF-":
        words |= _in_pdf(content)
    elif depth < DEEPEST and content[:2] == b"\x1f\x8b":
        words |= found(gzip.decompress(content), depth + 1)
    return words


@lru_cache(maxsize=64)
def _in_pdf(content: bytes) -> frozenset[str]:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return frozenset()
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        return frozenset(match[0].decode() for match in WORD.finditer(text.lower().encode()))
    finally:
        pdf.close()
