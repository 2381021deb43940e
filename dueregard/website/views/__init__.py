"""The front door's views; each module translates requests of one kind."""
