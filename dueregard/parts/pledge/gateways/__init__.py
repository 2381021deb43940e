"""How the pledge reaches outside: looks at proofs, and prints."""
