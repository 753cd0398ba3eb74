"""SafeHarbor: a private, offline wellbeing program for the desktop."""

__version__ = "0.1.0"
