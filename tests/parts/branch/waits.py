"""A step of a path that waits, for the test of the list of everything."""

from tests.builders import make_body
from tests.parts.branch.builders import start
from tests.people import Cast


def step(cast: Cast) -> str:
    """The first step of a path of its own."""
    start(cast, make_body("Northport Sixth Form"), name="NEU Northport")
    return "Look for national policy: NEU Northport"


MAKE = {"branch-step": step}
