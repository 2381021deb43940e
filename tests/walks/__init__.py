"""Walks in browsers that the suite does not start: `./run walk sealed`."""
