"""Fetches what strangers publish: the only way in which this site opens an address that someone else named."""
