"""The register of public bodies: how a typed name finds the body it means."""
