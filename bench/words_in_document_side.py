"""One build's side of `bench.words_in_document`: prints the milliseconds of processor that each question takes.

It runs in the tree of that build, so it uses only what both have.
"""

import importlib
import json
import random
import re
import time
from types import SimpleNamespace
from typing import Any

import django

SIZE, WORDS, BEST_OF = 900_000, 60, 3
LETTER = """Thank you for your request of 12 March 2025 under section 1(1) of the Freedom of Information Act 2000,
received by this council on 3 April. We hold some of the information that you asked for about training in schools.
Exemptions apply to the remainder: s.40(2) for personal data, section 24(1) and regulation 12(5)(e). Spending was
GBP 3,120, for 14
sessions between September and July, attended by teachers, governors, lecturers, nurses, wardens, librarians, managers
and volunteers. Slides were prepared elsewhere; copies can be requested from their author. Complaints go to our
solicitor within forty working days, afterwards to the Information Commissioner, whose office publishes
guidance online."""


class Pages:
    """The pages of a document, as its query gives them: their numbers and texts."""

    def __init__(self, *texts: str) -> None:
        self._rows = list(enumerate(texts, 1))

    def __getattr__(self, name: str) -> Any:
        """Answer every question of a query with itself."""
        return lambda *asked, **more: self

    def iterator(self, size: int) -> list[tuple[int, str]]:
        """Return the rows."""
        return self._rows


def main() -> None:
    """Ask for words that are all there, and for any of some that are not."""
    django.setup()
    finds = importlib.import_module("dueregard.records.evidence.queries.found_in_text").pages_with
    chance, said = random.Random(3), LETTER.split()
    text = " ".join(chance.choice(said) for _ in range(SIZE // 6))[:SIZE]
    known = list(dict.fromkeys(word.lower() for word in re.findall(r"[A-Za-z]{3,}", LETTER)))[:WORDS]
    asked = {"present": " ".join(known), "absent": " OR ".join(f"{word[:4]}zz" for word in known)}
    document = SimpleNamespace(pages=Pages(text))
    used = {kind: min(_time(finds, document, typed) for _ in range(BEST_OF)) for kind, typed in asked.items()}
    print(json.dumps({kind: 1000 * seconds for kind, seconds in used.items()}))


def _time(finds: Any, document: Any, typed: str) -> float:
    before = time.process_time()
    finds(document, typed)
    return time.process_time() - before


if __name__ == "__main__":
    main()
