"""Settings of a site with a part that its code does not have: the folders of the part are put beside those it has."""

from pathlib import Path

import dueregard.parts
import tests.parts

HERE = Path(__file__).parent
dueregard.parts.__path__.append(str(HERE / "part"))
tests.parts.__path__.append(str(HERE / "of_tests"))

from tests.settings import *  # noqa: E402, F403
