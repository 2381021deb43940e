"""How a demand stands and what came of it, what an organisation decided, and whether a text names a single person."""
