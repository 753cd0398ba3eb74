"""The parts of the screen that plays a script of timed steps."""
