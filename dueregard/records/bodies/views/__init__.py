"""The register's pages; each view hands one page object to one template."""
