"""The pages of motions and letters."""
