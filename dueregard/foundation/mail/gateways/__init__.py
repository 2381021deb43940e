"""Talks to the outside about mail: the reading child, and the servers mail comes from and goes to."""
