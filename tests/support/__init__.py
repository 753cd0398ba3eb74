"""Fakes and helpers for the tests: only the clock, the keyring and the display are faked."""
