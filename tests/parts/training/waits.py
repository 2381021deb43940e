"""One thing of each kind that waits among records of training, for the test of the list of everything."""

from dueregard.parts.training.actions.publish_session import ask_to_publish
from tests.parts.training.builders import NOW, quote, record, slides
from tests.people import Cast


def to_publish(cast: Cast) -> str:
    """A record that waits for a second person."""
    session = record(cast, title="Prevent for governors", by=cast.carys, group=cast.northport)
    ask_to_publish(session=session, has_looked=True, by=cast.carys, now=NOW)
    return "Check and publish: Prevent for governors"


def to_compare(cast: Cast) -> str:
    """Quoted words that are not on the slide."""
    session = record(cast, title="Prevent for lecturers")
    quote(cast, session, "Nobody ever said that.", slides(cast, session), place="1")
    return "Compare a quoted sentence: Prevent for lecturers"


MAKE = {"training-to-publish": to_publish, "statement-to-compare": to_compare}
