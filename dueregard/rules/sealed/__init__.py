"""The sealed inbox from outside: envelopes, lists of keyholders, receipts and the watcher. No key, no decryption."""
