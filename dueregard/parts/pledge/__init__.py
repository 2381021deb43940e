"""The pledge: organisations adopt its principles, prove that it was they, and are listed while a proof holds."""
