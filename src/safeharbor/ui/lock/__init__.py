"""The parts of the lock screen."""
