"""Keys: header, slots, key derivation, recovery code, keyring, sealed inbox."""
