"""The register: which public bodies there are, what they are called and where they are written to."""
