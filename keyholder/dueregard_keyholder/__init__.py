"""The keyholder's command: opens sealed submissions on the keyholder's own machine. Imports nothing of the site."""
