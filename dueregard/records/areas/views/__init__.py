"""The pages of areas; each view hands one page object to one template."""
