"""The sealed inbox from outside: envelopes, lists of keyholders and receipts. No key, no decryption."""
