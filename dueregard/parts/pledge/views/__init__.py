"""Pages of the pledge: for everyone, for a signatory by its own link, and the desk."""
