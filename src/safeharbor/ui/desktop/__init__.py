"""Adapters between Qt and the desktop: single instance, screen lock, sleep, idle."""
