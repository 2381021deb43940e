"""`python -m dueregard_watcher`."""

import sys

from dueregard_watcher.command import main

sys.exit(main())
