"""The keyholder's command."""
