"""Watches a sealed inbox from elsewhere, as a visitor, with the programs `curl` and `openssl`."""
