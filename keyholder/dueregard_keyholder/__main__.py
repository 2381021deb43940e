"""`python -m dueregard_keyholder`."""

import sys

from dueregard_keyholder.command import main

sys.exit(main())
