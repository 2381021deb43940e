"""The sealed inbox: keeps ciphertext for keyholders, and never a key, a plaintext or a trace of a person."""
