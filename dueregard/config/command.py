"""The `dueregard` command: Django's management commands under the site's own name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line. What it writes is its owner's alone, however it was started."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.config.settings")
    execute_from_command_line(sys.argv)
