"""The register: which public bodies there are, what they are called and where to write to them."""
