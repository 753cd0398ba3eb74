"""The parts of Get help: what it says, what it shows, and what a person makes of it."""
