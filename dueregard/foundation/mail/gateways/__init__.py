"""Talks to the outside world about mail: the reading child, and the servers mail comes from and goes to."""
