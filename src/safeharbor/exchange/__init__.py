"""Readers and writers of other formats: bytes in, domain objects out, and back."""
