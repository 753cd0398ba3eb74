"""Sheets of one's own: made, changed, given to somebody and taken from a file."""
