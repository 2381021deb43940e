"""A person in front of a page: looks for words, presses what bears them, fills in fields, chooses files."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.walks.drivers import ELEMENT, Driver, DriverError

PATIENCE = 120  # seconds until what should appear has not appeared
# Whatever can be pressed and seen, and begins with the words.
TO_PRESS = r"""return [...document.querySelectorAll('button, a, summary')].filter(
    (one) => one.getClientRects().length > 0 && one.textContent.replace(/\s+/g, ' ').trim().startsWith(arguments[0]))"""
SEEN = "return document.body ? document.body.innerText : ''"
INTO_VIEW = "arguments[0].scrollIntoView({ block: 'center' })"
TROUBLE = "const box = document.querySelector('#trouble:not([hidden])'); return box ? box.innerText : ''"


class Visitor:
    """Somebody who walks through pages. Whatever does not come is an AssertionError that says what was looked for."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Go to an address."""
        self.driver.say("open", url=address)

    def press(self, words: str, *, last: bool = False) -> None:
        """Press the first, or last, visible button or link that begins with these words."""
        self._until(lambda: self._press(words, last), f"something to press that says “{words}”")

    def fill(self, field: str, text: str) -> None:
        """Type into a field, in place of what is in it."""
        one = self._one(f"#{field}")
        self._until(lambda: self._does("clear", one), f"a field {field} to type into")
        self.driver.say("type", id=one, text=text)

    def choose(self, field: str, file: Path) -> None:
        """Choose a file of this machine."""
        self.driver.say("type", id=self._one(f"#{field}"), text=str(file))

    def sees(self, *words: str) -> None:
        """Wait until all these words can be read on the page; a trouble that the page tells ends the wait."""
        self._until(lambda: self._reads(words), f"the words {words}")

    def reads(self) -> str:
        """Return the words that can be seen."""
        return str(self.driver.say("run", script=SEEN, args=[]))

    def texts(self, css: str, many: int) -> list[str]:
        """Return the texts of elements, once there are so many."""
        self._until(lambda: len(self._all(css)) == many, f"{many} of {css}")
        return [str(self.driver.say("text", id=one)).strip() for one in self._all(css)]

    def asks(self, script: str) -> object:
        """Return what a script finds on the page."""
        return self.driver.say("run", script=script, args=[])

    def _press(self, words: str, last: bool) -> bool:
        found = self.driver.say("run", script=TO_PRESS, args=[words])
        return bool(found) and self._does("click", found[-1 if last else 0][ELEMENT])

    def _does(self, what: str, element: str) -> bool:
        """Do something with an element; tell whether it could be: it may move, or go, after it was seen."""
        try:
            self.driver.say("run", script=INTO_VIEW, args=[{ELEMENT: element}])
            self.driver.say(what, id=element)
        except DriverError as error:
            if "stale" in str(error) or "not interactable" in str(error):
                return False
            raise
        return True

    def _reads(self, words: tuple[str, ...]) -> bool:
        trouble = str(self.driver.say("run", script=TROUBLE, args=[]))
        assert not trouble, f"the page tells of a trouble: {trouble}"
        text = self.reads()
        return all(one in text for one in words)

    def _one(self, css: str) -> str:
        self._until(lambda: bool(self._all(css)), css)
        return self._all(css)[0]

    def _all(self, css: str) -> list[str]:
        return [one[ELEMENT] for one in self.driver.say("find", using="css selector", value=css)]

    def _until(self, is_so: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, f"never came: {what}. The page says:\n{self.reads()}"
            time.sleep(0.1)
