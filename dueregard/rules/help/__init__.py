"""Where to turn: which contacts are shown as current, and how other directories are told of them."""
