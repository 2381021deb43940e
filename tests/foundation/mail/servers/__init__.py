"""Real mail servers for the tests: an SMTP sink, Postfix, Dovecot; each on loopback, with its own folders."""
