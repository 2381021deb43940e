"""The addresses of the sealed inbox: static files, uploads, lookups, the keyholder's side."""
