"""Writing demands and decisions down, adding lines, crossing them out, publishing and withdrawing."""
