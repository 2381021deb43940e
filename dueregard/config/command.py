"""The `dueregard` command: Django's management commands under the site's own name."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db.utils import OperationalError, ProgrammingError

TABLE_IS_MISSING = ("no such table", "no such column", "does not exist")  # in SQLite's and PostgreSQL's words


def main() -> None:
    """Run the command named on the command line. What it writes is its owner's alone, however it was started."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if not any(words in str(error) for words in TABLE_IS_MISSING):
            raise
        sys.exit(
            "This site's database does not exist yet, or is older than this version. Start the site once with ./run."
        )
