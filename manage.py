#!/usr/bin/env python
"""Django's usual door, for those who look for it here. `./run dueregard` is the same."""

from dueregard.config.command import main

if __name__ == "__main__":
    main()
