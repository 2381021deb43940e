"""Figures, each as a ratio to a peer or a limit: `./run bench`."""
