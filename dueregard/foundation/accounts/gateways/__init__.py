"""Where accounts touch the outside: the file of the key that seals people's secrets."""
