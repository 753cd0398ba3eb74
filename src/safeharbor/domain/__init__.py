"""Frozen dataclasses and pure rules: no I/O, no clock of its own, standard library only."""
